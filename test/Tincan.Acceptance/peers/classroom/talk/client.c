/* A first talk client in C: fgets, send without any end, one recv for the answer. Argument: PORT. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    char buffer[200];
    int n;

    at.sin_port = htons(argc > 1 ? atoi(argv[1]) : 0);
    if (connect(s, (struct sockaddr *)&at, sizeof at) != 0)
        return 1;
    while (fgets(buffer, sizeof buffer, stdin)) {
        buffer[strcspn(buffer, "\n")] = 0;
        send(s, buffer, strlen(buffer), 0);
        if (strcmp(buffer, "bye") == 0)
            break;
        n = recv(s, buffer, sizeof buffer - 1, 0);
        if (n <= 0)
            break;
        buffer[n] = 0;
        printf("Server: %s\n", buffer);
    }
    close(s);
    return 0;
}
