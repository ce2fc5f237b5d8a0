/* One buffer for all: fgets fills its front, and send takes all of it. */
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
    int s = socket(AF_INET, SOCK_STREAM, 0), size = atoi(argv[3]), i;
    FILE *in = fopen(argv[2], "r");

    connect(s, (struct sockaddr *)&at, sizeof at);
    recv(s, buffer, 18, MSG_WAITALL);
    if (argc > 4)
        for (i = 0; i < size; i++)
            buffer[i] = (char)(i * 37);
    while (fgets(buffer, size, in)) {
        send(s, buffer, size, 0);
        if (recv(s, buffer, size, 0) <= 0)
            break;
        buffer[strcspn(buffer, "\n")] = 0;
        printf("%s\n", buffer);
    }
    close(s);
    return 0;
}
