// An echo server, or one that reverses lines: one thread, epoll, no limits and no timeouts. What every other server is compared with.
//
//   server echo|reverse PORT
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { BUFFER = 64 * 1024, EVENTS = 256 };

typedef struct { char *bytes; size_t length, room; } text;
typedef struct { int fd; text unsent, line; } connection;

static const char greeting[] = "Welcome to CS 352!";
static int epoll;

static void append(text *t, const char *bytes, size_t length)
{
    if (t->length + length > t->room)
    {
        t->room = (t->length + length) * 2;
        t->bytes = realloc(t->bytes, t->room);
    }

    memcpy(t->bytes + t->length, bytes, length);
    t->length += length;
}

static void release(text *t)
{
    free(t->bytes);
    *t = (text){ 0 };
}

static void end(connection *c)
{
    close(c->fd);
    release(&c->unsent);
    release(&c->line);
    free(c);
}

static void wait_for(connection *c, uint32_t events)
{
    epoll_ctl(epoll, EPOLL_CTL_MOD, c->fd, &(struct epoll_event){ .events = events, .data.ptr = c });
}

// Sends at once what the kernel takes. Keeps the rest, and does not read until it is sent.
static bool say(connection *c, const char *bytes, size_t length)
{
    ssize_t taken = send(c->fd, bytes, length, MSG_NOSIGNAL);
    if (taken < 0 && errno != EAGAIN) return false;
    if (taken < 0) taken = 0;
    if ((size_t)taken < length)
    {
        append(&c->unsent, bytes + taken, length - taken);
        wait_for(c, EPOLLOUT);
    }

    return true;
}

static void reverse(const char *from, size_t length, char *to)
{
    for (size_t i = 0; i < length;)
    {
        // The bytes of a character in UTF-8 stay in order.
        size_t bytes = 1;
        while (i + bytes < length && ((unsigned char)from[i + bytes] & 0xC0) == 0x80) bytes++;
        memcpy(to + length - i - bytes, from + i, bytes);
        i += bytes;
    }
}

static bool answer_lines(connection *c, const char *bytes, size_t length)
{
    static text replies;
    const char *end_of_line;
    replies.length = 0;
    while ((end_of_line = memchr(bytes, '\n', length)) != NULL)
    {
        size_t here = end_of_line - bytes;
        const char *line = bytes;
        size_t line_length = here;
        if (c->line.length > 0)
        {
            append(&c->line, bytes, here);
            line = c->line.bytes, line_length = c->line.length;
        }

        append(&replies, line, line_length);
        reverse(line, line_length, replies.bytes + replies.length - line_length);
        append(&replies, "\n", 1);
        release(&c->line);
        bytes += here + 1, length -= here + 1;
    }

    if (length > 0) append(&c->line, bytes, length);
    return replies.length == 0 || say(c, replies.bytes, replies.length);
}

static void accept_all(int listener, bool greets)
{
    int one = 1, fd;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0)
    {
        connection *c = calloc(1, sizeof *c);
        c->fd = fd;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &(struct epoll_event){ .events = EPOLLIN, .data.ptr = c });
        if (greets) say(c, greeting, sizeof greeting - 1);
    }
}

int main(int count, char **words)
{
    static char buffer[BUFFER];
    if (count != 3) return 2;
    bool reverses = strcmp(words[1], "reverse") == 0;
    int one = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(words[2])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 4096) < 0) return perror("server"), 1;
    epoll = epoll_create1(EPOLL_CLOEXEC);
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &(struct epoll_event){ .events = EPOLLIN });

    for (struct epoll_event events[EVENTS];;)
    {
        int ready = epoll_wait(epoll, events, EVENTS, -1);
        for (int i = 0; i < ready; i++)
        {
            connection *c = events[i].data.ptr;
            if (c == NULL)
            {
                accept_all(listener, reverses);
            }
            else if (c->unsent.length > 0)
            {
                text unsent = c->unsent;
                c->unsent = (text){ 0 };
                bool goes_on = say(c, unsent.bytes, unsent.length);
                release(&unsent);
                if (!goes_on) end(c);
                else if (c->unsent.length == 0) wait_for(c, EPOLLIN);
            }
            else
            {
                ssize_t length = recv(c->fd, buffer, BUFFER, 0);
                if (length < 0 && errno == EAGAIN) continue;
                if (length <= 0 || !(reverses ? answer_lines(c, buffer, length) : say(c, buffer, length))) end(c);
            }
        }
    }
}
