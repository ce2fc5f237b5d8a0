/* protocols/netstring-echo.md: a process for each client. Arguments: PORT [BUG] */
#include <arpa/inet.h>
#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX 1000000

static const char *bug = "";

static int has(const char *name) { return strcmp(bug, name) == 0; }

/* Reads exactly so many bytes; 0 if the client has finished before. */
static int receive(int fd, char *to, size_t count)
{
    while (count > 0) {
        ssize_t got = recv(fd, to, count, 0);
        if (got <= 0)
            return 0;
        if (has("one-recv"))
            return 1;
        to += got;
        count -= got;
    }
    return 1;
}

static void answer(int fd, const char *text, size_t size)
{
    char header[20];
    if (has("strlen"))
        size = strlen(text);
    if (has("characters")) {
        size_t letters = 0;
        for (size_t i = 0; i < size; i++)
            letters += (text[i] & 0xC0) != 0x80;
        sprintf(header, "%zu:", letters);
    } else
        sprintf(header, "%zu:", size);
    send(fd, header, strlen(header), MSG_NOSIGNAL);
    while (size > 0) {
        ssize_t sent = send(fd, text, size, MSG_NOSIGNAL);
        if (sent < 0)
            return;
        text += sent;
        size -= sent;
    }
    send(fd, ",", has("no-comma-sent") ? 0 : 1, MSG_NOSIGNAL);
    if (has("adds-newline"))
        send(fd, "\n", 1, MSG_NOSIGNAL);
}

/* One read is one netstring. */
static void serve_reads(int fd)
{
    static char text[4096];
    ssize_t got;
    while ((got = recv(fd, text, sizeof text - 1, 0)) > 0) {
        text[got] = 0;
        char *colon = strchr(text, ':');
        if (!colon)
            return;
        char *end = has("at-comma") ? strchr(colon, ',') : text + got - 1;
        if (!end)
            return;
        answer(fd, colon + 1, end - colon - 1);
    }
}

static void serve(int fd)
{
    char c = 0;
    for (;;) {
        size_t size = 0;
        int digits = 0;
        while (receive(fd, &c, 1)) {
            if (!isdigit((unsigned char)c) || (has("one-digit") && digits == 1))
                break;
            size = size * 10 + c - '0';
            digits++;
            if (size > MAX)
                return;
            c = 0;
        }
        if (c == 0)
            return;
        if (c != ':' || digits == 0) {
            if (has("ignores-nonsense"))
                continue;
            return;
        }
        char *text = malloc(size + 1);
        text[size] = 0;
        if (!receive(fd, text, size))
            return;
        if (!receive(fd, &c, 1) || (c != ',' && !has("no-comma")))
            return;
        if (size > 0 || !has("skips-empty"))
            answer(fd, text, size);
        free(text);
        c = 0;
        if (has("first-only"))
            recv(fd, (char[4096]) { 0 }, 4096, MSG_DONTWAIT);
    }
}

int main(int argc, char **argv)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int listener = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    if (argc < 2)
        return 1;
    if (argc > 2)
        bug = argv[2];
    address.sin_port = htons(atoi(argv[1]));
    signal(SIGCHLD, SIG_IGN);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 100) < 0)
        return 1;
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        if (has("one-client") || fork() == 0) {
            if (!has("one-client"))
                close(listener);
            if (has("reads") || has("at-comma"))
                serve_reads(fd);
            else
                serve(fd);
            if (!has("resets")) {
                char rest[1000];
                shutdown(fd, SHUT_WR);
                while (recv(fd, rest, sizeof rest, 0) > 0)
                    ;
            }
            if (!has("one-client"))
                exit(0);
        }
        close(fd);
    }
}
