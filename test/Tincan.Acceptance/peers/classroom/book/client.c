/* A first address book client in C: a connection a question, type, length and text in three sends. Arguments: PORT EMAIL... */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    for (int i = 2; i < argc; i++) {
        int s = socket(AF_INET, SOCK_STREAM, 0);
        struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
        signed char length = (signed char)strlen(argv[i]);
        char type = 0, name[256] = "";

        at.sin_port = htons(atoi(argv[1]));
        if (connect(s, (struct sockaddr *)&at, sizeof at) != 0)
            return 1;
        send(s, "Q", 1, 0);
        send(s, &length, 1, 0);
        send(s, argv[i], length, 0);
        recv(s, &type, 1, 0);
        recv(s, &length, 1, 0);
        recv(s, name, (unsigned char)length, MSG_WAITALL);
        printf("%c %s\n", type, name);
        close(s);
    }
    return 0;
}
