/* One accept, one buffer, no terminator: the reverse server of a first course in C. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_in addr = {0};
    socklen_t len = sizeof addr;
    char buf[1024], out[1024];
    int s = socket(AF_INET, SOCK_STREAM, 0), c, n, i;

    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = inet_addr("127.0.0.1");
    bind(s, (struct sockaddr *)&addr, sizeof addr);
    listen(s, 1);
    getsockname(s, (struct sockaddr *)&addr, &len);
    printf("listening on 127.0.0.1:%d\n", ntohs(addr.sin_port));
    fflush(stdout);

    c = accept(s, NULL, NULL);
    send(c, "Welcome to CS 352!", 18, 0);
    while ((n = recv(c, buf, sizeof buf, 0)) > 0) {
        for (i = 0; i < n; i++)
            out[i] = buf[n - 1 - i];
        send(c, out, n, 0);
    }
    close(c);
    close(s);
    return 0;
}
