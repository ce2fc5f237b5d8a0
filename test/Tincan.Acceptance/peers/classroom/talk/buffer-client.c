/* One buffer for both directions, sent and received into as a whole: what is meant ends at the first NUL. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(atoi(argv[1])) };
    char buffer[1024] = {0};
    int s = socket(AF_INET, SOCK_STREAM, 0), size = atoi(argv[2]), i;

    if (argc > 3)
        for (i = 40; i < size; i++)
            buffer[i] = (char)(i * 37);
    connect(s, (struct sockaddr *)&at, sizeof at);
    while (fgets(buffer, size, stdin)) {
        send(s, buffer, size, 0);
        if (strcmp(buffer, "bye\n") == 0)
            break;
        if (recv(s, buffer, size, 0) <= 0)
            break;
        printf("Server: %s", buffer);
    }
    close(s);
    return 0;
}
