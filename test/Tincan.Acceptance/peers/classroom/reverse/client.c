/* fgets and send: the newline goes along, and recv takes the answer. A line ends with a NUL where the length is counted with it. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct sockaddr_in addr = {0};
    char line[1024], buf[1024];
    int s = socket(AF_INET, SOCK_STREAM, 0), n;
    FILE *in = fopen(argv[2], "r");

    addr.sin_family = AF_INET;
    addr.sin_port = htons(atoi(argv[1]));
    addr.sin_addr.s_addr = inet_addr("127.0.0.1");
    connect(s, (struct sockaddr *)&addr, sizeof addr);
    recv(s, buf, 18, MSG_WAITALL);
    while (fgets(line, sizeof line, in)) {
        line[strcspn(line, "\n")] = '\0';
        send(s, line, strlen(line) + 1, 0);
        n = recv(s, buf, sizeof buf - 1, 0);
        if (n <= 0)
            break;
        buf[n] = '\0';
        printf("%s\n", buf);
    }
    close(s);
    return argc < 3;
}
