/* A first address book server in C, one query a connection; the length is a signed char, and the answer goes out in three sends. */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    int s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof at;

    bind(s, (struct sockaddr *)&at, sizeof at);
    listen(s, 5);
    getsockname(s, (struct sockaddr *)&at, &size);
    setbuf(stdout, NULL);
    printf("listening on 127.0.0.1:%d\n", ntohs(at.sin_port));
    for (;;) {
        char type, email[128] = "";
        signed char length;
        const char *name = "Error 404";
        int c = accept(s, NULL, NULL);

        recv(c, &type, 1, 0);
        recv(c, &length, 1, 0);
        if (length > 0)
            recv(c, email, length, 0);
        if (strcmp(email, "luke@gmail.com") == 0)
            name = "Luke Skywalker";
        else if (strcmp(email, "padme@naboo.gov") == 0)
            name = "Padm\xc3\xa9 Amidala";
        else if (strcmp(email, "han@falcon.net") == 0)
            name = "Han Solo";
        length = (signed char)strlen(name);
        send(c, "R", 1, 0);
        send(c, &length, 1, 0);
        send(c, name, strlen(name), 0);
        close(c);
    }
}
