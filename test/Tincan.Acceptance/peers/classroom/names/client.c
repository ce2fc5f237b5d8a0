/* A client: fgets, strcspn, send, recv. Arguments: PORT NAMES OUT */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
    int cs = socket(AF_INET, SOCK_STREAM, 0), n;
    struct sockaddr_in addr = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(atoi(argv[1])) };
    if (connect(cs, (struct sockaddr *)&addr, sizeof addr) < 0) {
        perror("connect");
        return 1;
    }
    FILE *in = fopen(argv[2], "r"), *out = fopen(argv[3], "w");
    char line[200], buf[256];
    while (fgets(line, sizeof line, in)) {
        line[strcspn(line, "\r\n")] = '\0';
        send(cs, line, strlen(line), 0);
        n = recv(cs, buf, sizeof buf - 1, 0);
        if (n <= 0)
            break;
        buf[n] = '\0';
        fprintf(out, "%s\n", buf);
    }
    fclose(out);
    close(cs);
    return 0;
}
