/* protocols/mini-serv.md: select, and a buffer for each client. Arguments: PORT [BUG] */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_LINE 100000

static const char *bug = "";
static int ids[FD_SETSIZE], next_id, top;
static char *rest[FD_SETSIZE];
static size_t size[FD_SETSIZE];
static fd_set all;

static int has(const char *name) { return strcmp(bug, name) == 0; }

static void leave(int fd);

static void others(int from, const char *text, size_t length)
{
    for (int fd = 0; fd <= top; fd++) {
        if (!FD_ISSET(fd, &all) || ids[fd] < 0 || (fd == from && !has("to-itself")))
            continue;
        if (has("blocking-send"))
            send(fd, text, length, MSG_NOSIGNAL);
        else if (send(fd, text, length, MSG_DONTWAIT | MSG_NOSIGNAL) < (ssize_t)length)
            shutdown(fd, SHUT_RDWR);
    }
}

static void leave(int fd)
{
    char text[64];
    int length = sprintf(text, "server: client %d just left\n", ids[fd]);
    FD_CLR(fd, &all);
    ids[fd] = -1;
    if (!has("keeps-half"))
        size[fd] = 0;
    if (!has("leaves-silently"))
        others(fd, text, length);
    if (has("ids-again"))
        next_id--;
    close(fd);
}

static void arrive(int listener)
{
    char text[64];
    int fd = accept(listener, NULL, NULL);
    if (fd < 0)
        return;
    if (fd >= FD_SETSIZE || (has("ten-clients") && fd > 13)) {
        close(fd);
        return;
    }
    FD_SET(fd, &all);
    if (fd > top)
        top = fd;
    ids[fd] = next_id++;
    if (!rest[fd])
        rest[fd] = malloc(has("small-buffer") ? 1000 : MAX_LINE + 100);
    int length = sprintf(text, "server: client %d just arrived\n", ids[fd]);
    others(has("greets-itself") ? -1 : fd, text, length);
}

static void line(int fd, const char *start, size_t length)
{
    char *text = malloc(length + 64);
    int head = sprintf(text, "client %d: ", ids[fd]);
    memcpy(text + head, start, length);
    others(fd, text, head + length);
    free(text);
}

static void receive(int fd)
{
    int buffer = has("shared-buffer") ? 0 : fd;
    char *end;
    if (!rest[buffer])
        rest[buffer] = malloc(MAX_LINE + 100);
    ssize_t count = recv(fd, rest[buffer] + size[buffer], MAX_LINE - size[buffer], 0);
    if (count < 0 && has("dies-at-reset"))
        exit(1);
    if (count <= 0) {
        leave(fd);
        return;
    }
    size[buffer] += count;
    if (has("read-is-line")) {
        line(fd, rest[fd], size[fd]);
        size[fd] = 0;
        return;
    }
    while (has("waits-for-line") && size[fd] < MAX_LINE && rest[fd][size[fd] - 1] != '\n'
            && (count = recv(fd, rest[fd] + size[fd], MAX_LINE - size[fd], 0)) > 0)
        size[fd] += count;
    while ((end = memchr(rest[buffer], '\n', size[buffer]))) {
        size_t length = end + 1 - rest[buffer];
        if (length > 1 || !has("skips-empty"))
            line(fd, rest[buffer], length);
        size[buffer] -= length;
        memmove(rest[buffer], end + 1, size[buffer]);
        if (has("one-line-a-read"))
            size[buffer] = 0;
    }
    if (size[buffer] == MAX_LINE)
        leave(fd);
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
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 100) < 0)
        return 1;
    memset(ids, -1, sizeof ids);
    FD_SET(listener, &all);
    top = listener;
    for (;;) {
        fd_set ready = all;
        if (select(top + 1, &ready, NULL, NULL, NULL) < 0)
            return 1;
        int last = top;
        for (int fd = 0; fd <= last; fd++) {
            if (!FD_ISSET(fd, &ready) || !FD_ISSET(fd, &all))
                continue;
            if (fd == listener)
                arrive(listener);
            else
                receive(fd);
        }
    }
}
