/* One buffer for both directions, received into and sent as a whole: what is meant ends at the first NUL. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof at;
    char buffer[1024] = {0};
    int s = socket(AF_INET, SOCK_STREAM, 0), size = atoi(argv[1]), c, i;

    if (argc > 2)
        for (i = 40; i < size; i++)
            buffer[i] = (char)(i * 37);
    bind(s, (struct sockaddr *)&at, sizeof at);
    listen(s, 1);
    getsockname(s, (struct sockaddr *)&at, &length);
    setbuf(stdout, NULL);
    printf("listening on 127.0.0.1:%d\n", ntohs(at.sin_port));
    c = accept(s, NULL, NULL);
    while (recv(c, buffer, size, 0) > 0) {
        printf("Client: %.*s\n", (int)strcspn(buffer, "\n"), buffer);
        if (!fgets(buffer, size, stdin))
            break;
        send(c, buffer, size, 0);
    }
    close(c);
    close(s);
    return 0;
}
