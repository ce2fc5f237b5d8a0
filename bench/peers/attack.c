// Attacks a server. SLOW clients begin the first request of a script, all of them with one more byte each second, and never end it;
// DEAF clients send it again and again, as long as the system takes it, and never read. Says 'ready' when all are connected.
//
//   attack PORT SCRIPT SLOW DEAF
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int connect_to(int port)
{
    struct sockaddr_in target = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&target, sizeof target) < 0)
    {
        perror("attack");
        exit(1);
    }

    return fd;
}

int main(int count, char **words)
{
    if (count != 5) return 2;
    int port = atoi(words[1]), slow = atoi(words[3]), deaf = atoi(words[4]);
    FILE *script = fopen(words[2], "rb");
    uint32_t greeting, pairs_and_lengths[3];
    static char request[1 << 20];
    if (script == NULL || fread(&greeting, sizeof greeting, 1, script) != 1 || fseek(script, greeting, SEEK_CUR) != 0
        || fread(pairs_and_lengths, sizeof pairs_and_lengths, 1, script) != 1 || pairs_and_lengths[1] > sizeof request
        || fread(request, pairs_and_lengths[1], 1, script) != 1)
    {
        return perror(words[2]), 1;
    }

    size_t length = pairs_and_lengths[1];
    int *fds = calloc(slow + deaf, sizeof *fds);
    size_t *offsets = calloc(slow + deaf, sizeof *offsets);
    for (int i = 0; i < slow + deaf; i++) fds[i] = connect_to(port);
    puts("ready");
    fflush(stdout);

    for (size_t second = 0; getppid() != 1; second++)
    {
        for (int i = 0; i < slow && second + 1 < length; i++) send(fds[i], request + second, 1, MSG_NOSIGNAL | MSG_DONTWAIT);
        for (int i = slow; i < slow + deaf; i++)
        {
            ssize_t taken;
            while ((taken = send(fds[i], request + offsets[i], length - offsets[i], MSG_NOSIGNAL | MSG_DONTWAIT)) > 0)
            {
                offsets[i] = (offsets[i] + taken) % length;
            }
        }

        sleep(1);
    }
}
