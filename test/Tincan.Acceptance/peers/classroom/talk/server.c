/* A first talk server in C: recv, printf, fgets, and send with the string's own NUL. */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    int s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof at;
    char buffer[200];
    int c, n;

    bind(s, (struct sockaddr *)&at, sizeof at);
    listen(s, 1);
    getsockname(s, (struct sockaddr *)&at, &length);
    setbuf(stdout, NULL);
    printf("listening on 127.0.0.1:%d\n", ntohs(at.sin_port));
    c = accept(s, NULL, NULL);
    while ((n = recv(c, buffer, sizeof buffer - 1, 0)) > 0) {
        buffer[n] = 0;
        buffer[strcspn(buffer, "\r\n")] = 0;
        printf("Client: %s\n", buffer);
        if (!fgets(buffer, sizeof buffer, stdin))
            break;
        buffer[strcspn(buffer, "\n")] = 0;
        send(c, buffer, strlen(buffer) + 1, 0);
        if (strncmp(buffer, "bye", 3) == 0)
            break;
    }
    close(c);
    close(s);
    return 0;
}
