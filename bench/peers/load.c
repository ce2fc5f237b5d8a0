// Loads a server: sends the requests of a script and compares every byte that comes back with the replies of the script.
//
//   load PORT SCRIPT [-c CLIENTS] [-d DEPTH] [-r RATE] [-m MESSAGES] [-w WARM] [-s SECONDS] [-x]
//
// Each client has at most DEPTH requests on their way. In a closed loop (no RATE) it sends as soon as a reply allows, and a reply's time counts
// from its request. With RATE, in requests a second of all clients together, requests are due at fixed times and a reply's time counts from when
// its request was due, whether or not the client could send it then: a server that stalls does not hide the requests that it kept from being sent.
// MESSAGES ends the load after so many instead of a time. -x makes a connection for each request. With SECONDS 0 the clients are idle after one
// request each, until standard input ends.
//
// It says 'ready' when all clients have had a reply, 'begin' when it starts to measure, and then one line of JSON.
//
// A script is, in the byte order of the machine: the length of the greeting, the greeting; the number of pairs; and for each the length of its
// request, the length of its reply, the request and the reply.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER = 256 * 1024, PIECES = 64, EVENTS = 512, START_PATIENCE = 600, PATIENCE = 20, SOURCES = 8, BUCKETS = 64 * 64 };

typedef int64_t nanoseconds;
typedef struct { const char *request, *reply; uint32_t request_length, reply_length; } pair;
typedef struct
{
    int fd, number;
    long issued, sent, received;     // messages: meant to be sent, taken by the kernel, replied to
    uint32_t sent_part, received_part, greeted;
    long first_paced;
    nanoseconds *issued_at;          // of the messages on their way, in a closed loop
} client;

static struct sockaddr_in target = { .sin_family = AF_INET };
static const char *greeting;
static uint32_t greeting_length, pair_count;
static pair *pairs;
static client *clients;
static int client_count = 1, depth = 1, epoll;
static double rate;
static long most = -1, issued_in_all, received_in_all, paced;
static bool reconnects, stopping;
static nanoseconds pace_began;
static long histogram[BUCKETS];
static char buffer[BUFFER];

static _Noreturn void fail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("load: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    exit(1);
}

static nanoseconds now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

// --- The script ------------------------------------------------------------------------------------------------------------------------------

static uint32_t take_number(const char **at)
{
    uint32_t number;
    memcpy(&number, *at, sizeof number);
    *at += sizeof number;
    return number;
}

static const char *take_bytes(const char **at, uint32_t length)
{
    const char *bytes = *at;
    *at += length;
    return bytes;
}

static void read_script(const char *path)
{
    int fd = open(path, O_RDONLY);
    struct stat status;
    if (fd < 0 || fstat(fd, &status) < 0) fail("%s: %s", path, strerror(errno));
    const char *at = mmap(NULL, status.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    if (at == MAP_FAILED) fail("%s: %s", path, strerror(errno));
    greeting_length = take_number(&at);
    greeting = take_bytes(&at, greeting_length);
    pair_count = take_number(&at);
    pairs = malloc(pair_count * sizeof *pairs);
    for (uint32_t i = 0; i < pair_count; i++)
    {
        pairs[i].request_length = take_number(&at);
        pairs[i].reply_length = take_number(&at);
        pairs[i].request = take_bytes(&at, pairs[i].request_length);
        pairs[i].reply = take_bytes(&at, pairs[i].reply_length);
    }
}

// Clients are at different places of the script, so that a reply to the wrong client does not fit.
static const pair *pair_of(const client *c, long message) { return &pairs[(c->number * 7919L + message) % pair_count]; }

// --- How long replies took: 64 buckets for each doubling, so a percentile is right to 1.6 % ---------------------------------------------------

static int bucket_of(nanoseconds time)
{
    uint64_t value = time < 64 ? 64 : time;
    int shift = 57 - __builtin_clzll(value);
    return shift * 64 + (int)(value >> shift) - 64;
}

static double percentile(double part)
{
    long all = 0, seen = 0;
    for (int i = 0; i < BUCKETS; i++) all += histogram[i];
    for (int i = 0; i < BUCKETS; i++)
    {
        seen += histogram[i];
        if (seen > 0 && seen >= part * all) return (double)((64L + i % 64) << (i / 64)) / 1000;
    }

    return 0;
}

// --- Clients ---------------------------------------------------------------------------------------------------------------------------------

static nanoseconds due_at(const client *c, long message)
{
    return pace_began + (nanoseconds)((double)((message - c->first_paced) * client_count + c->number) * 1e9 / rate);
}

static void issue(client *c)
{
    while (c->issued < c->received + depth && !stopping && (most < 0 || issued_in_all < most))
    {
        c->issued_at[c->issued++ % depth] = now();
        issued_in_all++;
    }
}

static void send_issued(client *c)
{
    struct iovec pieces[PIECES];
    for (;;)
    {
        long end = c->issued < c->received + depth ? c->issued : c->received + depth;
        int count = 0;
        size_t length = 0;
        uint32_t part = c->sent_part;
        for (long i = c->sent; i < end && count < PIECES && length < BUFFER; i++, count++, part = 0)
        {
            const pair *p = pair_of(c, i);
            pieces[count] = (struct iovec){ (char *)p->request + part, p->request_length - part };
            length += p->request_length - part;
        }

        if (count == 0) return;
        ssize_t taken = count == 1
            ? send(c->fd, pieces[0].iov_base, length, MSG_NOSIGNAL | MSG_DONTWAIT)
            : sendmsg(c->fd, &(struct msghdr){ .msg_iov = pieces, .msg_iovlen = count }, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (taken < 0 && (errno == EAGAIN || errno == ENOTCONN)) return;
        if (taken < 0) fail("client %d: cannot send: %s", c->number, strerror(errno));
        bool is_all = (size_t)taken == length;
        while (taken > 0)
        {
            uint32_t rest = pair_of(c, c->sent)->request_length - c->sent_part;
            uint32_t here = taken < rest ? (uint32_t)taken : rest;
            c->sent_part += here;
            taken -= here;
            if (here == rest) c->sent++, c->sent_part = 0;
        }

        if (!is_all) return;
    }
}

static void open_connection(client *c, bool blocks)
{
    int one = 1;
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    c->greeted = 0;
    if (c->fd < 0) fail("client %d: %s", c->number, strerror(errno));
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (reconnects)
    {
        // Ports of closed connections are in use for a while, so one address would not have enough of them.
        struct sockaddr_in source = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK + (c->number + c->received) % SOURCES) };
        setsockopt(c->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
        if (bind(c->fd, (struct sockaddr *)&source, sizeof source) < 0) fail("client %d: cannot bind: %s", c->number, strerror(errno));
    }

    if (!blocks) fcntl(c->fd, F_SETFL, O_NONBLOCK);
    if (connect(c->fd, (struct sockaddr *)&target, sizeof target) < 0 && errno != EINPROGRESS)
    {
        fail("client %d: cannot connect: %s", c->number, strerror(errno));
    }

    struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.ptr = c };
    epoll_ctl(epoll, EPOLL_CTL_ADD, c->fd, &event);
}

static void compare(const client *c, const char *bytes, const char *expected, size_t length)
{
    if (memcmp(bytes, expected, length) == 0) return;
    size_t i = 0;
    while (bytes[i] == expected[i]) i++;
    fail("client %d: reply %ld is wrong: 0x%02X came instead of 0x%02X", c->number, c->received, (unsigned char)bytes[i], (unsigned char)expected[i]);
}

static void verify(client *c, const char *bytes, size_t length)
{
    if (c->greeted < greeting_length)
    {
        uint32_t rest = greeting_length - c->greeted, here = length < rest ? (uint32_t)length : rest;
        compare(c, bytes, greeting + c->greeted, here);
        c->greeted += here, bytes += here, length -= here;
    }

    nanoseconds at = length > 0 ? now() : 0;
    while (length > 0)
    {
        if (c->received == c->sent) fail("client %d: more came than the reply to %ld requests", c->number, c->sent);
        const pair *p = pair_of(c, c->received);
        uint32_t rest = p->reply_length - c->received_part, here = length < rest ? (uint32_t)length : rest;
        compare(c, bytes, p->reply + c->received_part, here);
        c->received_part += here, bytes += here, length -= here;
        if (here == rest)
        {
            histogram[bucket_of(at - (pace_began ? due_at(c, c->received) : c->issued_at[c->received % depth]))]++;
            c->received++, c->received_part = 0, received_in_all++;
        }
    }
}

static void receive(client *c)
{
    ssize_t count;
    do
    {
        count = recv(c->fd, buffer, BUFFER, MSG_DONTWAIT);
        if (count < 0 && errno == EAGAIN) break;
        if (count < 0) fail("client %d: %s after %ld replies", c->number, strerror(errno), c->received);
        if (count == 0) fail("client %d: the server closed the connection after %ld replies", c->number, c->received);
        verify(c, buffer, count);
    }
    while (count == BUFFER);

    if (reconnects && c->received == c->issued && c->greeted == greeting_length)
    {
        close(c->fd);
        issue(c);
        if (c->issued == c->received) return;
        open_connection(c, false);
    }
    else if (!pace_began)
    {
        issue(c);
    }

    send_issued(c);
}

// --- The loop --------------------------------------------------------------------------------------------------------------------------------

static nanoseconds next_due(void) { return pace_began + (nanoseconds)((double)paced * 1e9 / rate); }

static void turn(nanoseconds until)
{
    struct epoll_event events[EVENTS];
    nanoseconds time = now();
    if (pace_began && !stopping)
    {
        for (; next_due() <= time && issued_in_all != most; paced++)
        {
            client *c = &clients[paced % client_count];
            c->issued++, issued_in_all++;
            send_issued(c);
        }

        if (next_due() < until && issued_in_all != most) until = next_due();
        time = now();
    }

    nanoseconds wait = until > time ? until - time : 0;
    int count = epoll_pwait2(epoll, events, EVENTS, &(struct timespec){ wait / 1000000000, wait % 1000000000 }, NULL);
    for (int i = 0; i < count; i++)
    {
        client *c = events[i].data.ptr;
        if (events[i].events & ~(uint32_t)EPOLLOUT) receive(c);
        else send_issued(c);
    }
}

static void run_for(double seconds)
{
    for (nanoseconds end = now() + (nanoseconds)(seconds * 1e9); now() < end && received_in_all != most;) turn(end);
}

// Waits until nothing is on its way.
static void drain(int patience)
{
    for (nanoseconds end = now() + patience * 1000000000LL; received_in_all < issued_in_all;)
    {
        if (now() > end) fail("%ld replies have not come within %d s", issued_in_all - received_in_all, patience);
        turn(end);
    }
}

static double processor_time(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void connect_all(void)
{
    clients = calloc(client_count, sizeof *clients);
    for (int i = 0; i < client_count; i++)
    {
        client *c = &clients[i];
        c->number = i;
        c->issued_at = calloc(depth, sizeof *c->issued_at);
        open_connection(c, true);
        c->issued_at[0] = now();
        c->issued = 1, issued_in_all++;
        send_issued(c);
    }

    // A server may listen before it has read its table.
    stopping = true;
    drain(START_PATIENCE);
    stopping = false;
}

static void begin(void)
{
    for (int i = 0; i < client_count; i++)
    {
        clients[i].first_paced = clients[i].issued;
        if (reconnects)
        {
            close(clients[i].fd);
            open_connection(&clients[i], false);
        }

        if (rate == 0)
        {
            issue(&clients[i]);
            send_issued(&clients[i]);
        }
    }

    if (rate > 0) pace_began = now();
}

int main(int count, char **words)
{
    double warm = 0.5, seconds = 1;
    int option;
    while ((option = getopt(count, words, "c:d:r:m:w:s:x")) != -1)
    {
        switch (option)
        {
        case 'c': client_count = atoi(optarg); break;
        case 'd': depth = atoi(optarg); break;
        case 'r': rate = atof(optarg); break;
        case 'm': most = atol(optarg); break;
        case 'w': warm = atof(optarg); break;
        case 's': seconds = atof(optarg); break;
        case 'x': reconnects = true; break;
        default: return 2;
        }
    }

    if (optind + 2 != count) fail("usage: load PORT SCRIPT [-c CLIENTS] [-d DEPTH] [-r RATE] [-m MESSAGES] [-w WARM] [-s SECONDS] [-x]");
    target.sin_port = htons(atoi(words[optind]));
    target.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    read_script(words[optind + 1]);
    prctl(PR_SET_TIMERSLACK, 1UL);
    epoll = epoll_create1(EPOLL_CLOEXEC);
    setvbuf(stdout, NULL, _IOLBF, 0);

    connect_all();
    puts("ready");
    if (seconds == 0) return getchar() == EOF ? 0 : 1;

    begin();
    if (most < 0) run_for(warm);
    puts("begin");
    memset(histogram, 0, sizeof histogram);
    long *before = calloc(client_count, sizeof *before), all = received_in_all, least = -1;
    for (int i = 0; i < client_count; i++) before[i] = clients[i].received;
    double processor = processor_time();
    nanoseconds began = now();
    run_for(most < 0 ? seconds : 3600);
    double elapsed = (now() - began) / 1e9;
    processor = processor_time() - processor;
    all = received_in_all - all;
    for (int i = 0; i < client_count; i++)
    {
        long own = clients[i].received - before[i];
        if (least < 0 || own < least) least = own;
    }

    printf(
        "{\"seconds\":%.6f,\"messages\":%ld,\"leastShare\":%.3f,\"median\":%.1f,\"p99\":%.1f,\"p999\":%.1f,\"longest\":%.1f,\"busy\":%.3f}\n",
        elapsed, all, all == 0 ? 0 : (double)least * client_count / all, percentile(0.5), percentile(0.99), percentile(0.999), percentile(1), processor / elapsed);
    stopping = true;
    drain(PATIENCE);
    return 0;
}
