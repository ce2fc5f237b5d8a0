/* An echo server for one client at a time. It says goodbye to a client that has gone, and SIGPIPE is not ignored. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) };
    int on = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&at, sizeof at) != 0 || listen(listener, 5) != 0) {
        return 1;
    }
    for (;;) {
        char buffer[1024];
        ssize_t count;
        int client = accept(listener, NULL, NULL);
        while ((count = read(client, buffer, sizeof buffer)) > 0) {
            write(client, buffer, count);
        }
        write(client, "bye\n", 4);
        write(client, "bye\n", 4);
        close(client);
    }
}
