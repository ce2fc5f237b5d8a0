// Sends a file to a reverse server, all of it as fast as it is taken, and writes the answers to another file.
//
//   client PORT FILE OUTPUT
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER = 256 * 1024, GREETING = 18 };

int main(int count, char **words)
{
    static char buffer[BUFFER];
    if (count != 4) return 2;
    int one = 1, input = open(words[2], O_RDONLY), output = open(words[3], O_WRONLY | O_CREAT | O_TRUNC, 0666);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct stat status;
    struct sockaddr_in target = { .sin_family = AF_INET, .sin_port = htons(atoi(words[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    if (input < 0 || output < 0 || fstat(input, &status) < 0 || connect(fd, (struct sockaddr *)&target, sizeof target) < 0) return perror("client"), 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    const char *bytes = mmap(NULL, status.st_size, PROT_READ, MAP_PRIVATE, input, 0);
    size_t sent = 0, all = status.st_size, skip = GREETING;
    for (;;)
    {
        struct pollfd ready = { .fd = fd, .events = sent < all ? POLLIN | POLLOUT : POLLIN };
        poll(&ready, 1, -1);
        if (ready.revents & POLLOUT)
        {
            ssize_t taken = send(fd, bytes + sent, all - sent < BUFFER ? all - sent : BUFFER, MSG_DONTWAIT | MSG_NOSIGNAL);
            if (taken > 0 && (sent += taken) == all) shutdown(fd, SHUT_WR);
        }

        if (ready.revents & (POLLIN | POLLHUP | POLLERR))
        {
            ssize_t length = recv(fd, buffer, BUFFER, MSG_DONTWAIT);
            if (length == 0) return 0;
            if (length < 0) continue;
            size_t from = (size_t)length < skip ? (size_t)length : skip;
            skip -= from;
            if (write(output, buffer + from, length - from) < 0) return perror(words[3]), 1;
        }
    }
}
