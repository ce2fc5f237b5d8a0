/* The buffer of a first course in C: all of it is received into, reversed with strlen, and sent, whatever else lies in it. */
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
    char buffer[1024] = {0}, reversed[1024];
    int s = socket(AF_INET, SOCK_STREAM, 0), c, size = atoi(argv[1]), i, n;

    if (argc > 2)
        for (i = 0; i < size; i++)
            buffer[i] = (char)(i * 37);
    bind(s, (struct sockaddr *)&at, sizeof at);
    listen(s, 1);
    getsockname(s, (struct sockaddr *)&at, &length);
    setbuf(stdout, NULL);
    printf("listening on 127.0.0.1:%d\n", ntohs(at.sin_port));
    c = accept(s, NULL, NULL);
    send(c, "Welcome to CS 352!", 18, 0);
    while ((n = recv(c, buffer, size, 0)) > 0) {
        if (n < size)
            buffer[n] = 0;
        n = strlen(buffer);
        for (i = 0; i < n; i++)
            reversed[i] = buffer[n - 1 - i];
        memcpy(buffer, reversed, n);
        if (argc == 2)
            memset(buffer + n, 0, size - n);
        send(c, buffer, size, 0);
    }
    close(c);
    close(s);
    return 0;
}
