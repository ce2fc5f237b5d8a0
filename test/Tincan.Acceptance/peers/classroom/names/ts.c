/* A table server: one accept, one recv for a name, silent on a miss, ends with its client. Argument: TABLE */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

struct record { char name[100]; char ip[40]; } table[100];

int main(int argc, char *argv[])
{
    int count = 0, n;
    FILE *f = fopen(argv[1], "r");
    while (fscanf(f, "%99s %39s A", table[count].name, table[count].ip) == 2)
        count++;
    fclose(f);

    int ss = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in addr = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t len = sizeof addr;
    bind(ss, (struct sockaddr *)&addr, sizeof addr);
    listen(ss, 1);
    getsockname(ss, (struct sockaddr *)&addr, &len);
    printf("listening on 127.0.0.1:%d\n", ntohs(addr.sin_port));
    fflush(stdout);

    int cs = accept(ss, NULL, NULL);
    char buf[200], answer[256];
    while ((n = recv(cs, buf, sizeof buf - 1, 0)) > 0) {
        buf[n] = '\0';
        for (int i = 0; i < count; i++) {
            if (strcasecmp(table[i].name, buf) == 0) {
                snprintf(answer, sizeof answer, "%s %s A IN", table[i].name, table[i].ip);
                send(cs, answer, strlen(answer), 0);
            }
        }
    }
    close(cs);
    close(ss);
    return 0;
}
