using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Drawing;
using Tincan.Faults;
using Tincan.Faults.Plans;
using Tincan.Framing;
using Tincan.Hosting;
using Tincan.Parsing;
using Tincan.Protocols.Book;
using Tincan.Protocols.Book.Formats;
using Tincan.Protocols.Echo;
using Tincan.Protocols.Names;
using Tincan.Protocols.Reverse;
using Tincan.Protocols.Talk;
using Tincan.Protocols.Welcome;
using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Reliability.Fuzzing;

/// <summary>Everything of Tincan that takes a stranger's bytes.</summary>
internal static class Targets
{
    private const string Table = "amazon.com 94.5.6.7 A\nGOOGLE.com 46.1.3.7 A\n\n# none\nrutgers.edu 172.34.4.6 A\n";
    private const string People = "email,name\nluke@gmail.com,Luke Skywalker\n\"leia@alderaan.org\",\"Leia \"\"the Princess\"\" Organa\"\nhan@falcon.net,Han Solo\n";
    private static readonly string[] Entries =
    [
        People,
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Luke\\, Sky\r\n walker\r\nEMAIL;TYPE=INTERNET:luke@gmail.com\r\nitem1.EMAIL:l@x.org\r\nEND:VCARD\r\n",
        "version: 1\n\ndn: cn=Luke,dc=example\ncn: Luke Sky\n walker\nmail: luke@gmail.com\n\ndn:: Y249TGVpYQ==\ncn:: TGVpYQ==\nmail: leia@alderaan.org\njpegPhoto:< file:///etc/passwd\n",
    ];

    private const string Queries = "Q\x0Eluke@gmail.comQ\x06nobodyQ\x0Ehan@falcon.net";

    private const string Recording =
        """
        {"number":1,"time":0.4,"wall":"2026-03-01T09:00:00.4Z","connection":1,"what":"accept","direction":"to-server","offset":0,"text":"127.0.0.1:1 to 127.0.0.1:2"}
        {"number":2,"time":0.6,"wall":"2026-03-01T09:00:00.6Z","connection":1,"what":"receive","direction":"to-server","offset":0,"data":"HELLO\n","message":0,"ends":[6]}
        {"number":4,"time":5.6,"wall":"2026-03-01T09:00:05.6Z","connection":1,"what":"fin","direction":"to-server","offset":6}
        {"number":6,"time":5.6,"wall":"2026-03-01T09:00:05.6Z","connection":1,"what":"close","reason":"peer-finished"}
        {"number":7,"time":6.2,"wall":"2026-03-01T09:00:06.2Z","connection":2,"what":"fault","direction":"to-server","offset":6,"fault":"delay","text":"held 200 ms"}
        """;

    public static IReadOnlyList<FuzzTarget> All() =>
    [
        new FramerTarget("lines-lf", static () => new LineFramer(Dialect.Lf, 300), "one\ntwo\n\nthree", "a\r\nb\0c\n"),
        new FramerTarget("lines-crlf", static () => new LineFramer(Dialect.CrLf, 300), "one\r\ntwo\r\n\r\nthree", "a\nb\rc\r\n\r"),
        new FramerTarget("lines-nul", static () => new LineFramer(Dialect.Nul, 300), "one\0two\0\0three"),
        new FramerTarget("queries", static () => new BookFramer(BookMessage.Query), Queries),
        new ReaderTarget<BadFileException>("table", static input => Nothing(NameTable.Parse(input, "table")), Table),
        new ReaderTarget<BadFileException>("book-file", static input => Nothing(AddressBook.Read(input, "book")), People),
        .. BookFormats.All.Select(static format => new ReaderTarget<BadFileException>($"book-{format.Name}", input => ReadEntries(format, input), Entries)),
        new ReaderTarget<FormatException>("recording", Draw, Recording.Split('\n')),
        new ReaderTarget<SyntaxException>("fault", ReadFault, "split:at=3,gap=50ms", "throttle:rate=500,dir=out,after=1s", "corrupt:at=0,with=#", "reset-after:bytes=3"),
        new ReaderTarget<SyntaxException>("fault-plan", static input => Nothing(FaultPlan.ReadJson(input, "plan")), Plan()),
        new ReaderTarget<FormatException>("address", static input => WireAddress.TryParse(Text(input), out _, out var problem) ? null : throw new FormatException(problem), "localhost:50007", "[::1]:8080", "*:0", "unix:/run/x.sock", "unix:@name"),
        new ReaderTarget<FormatException>("filter", static input => EventFilter.TryParse(Text(input), out _, out var problem) ? null : throw new FormatException(problem), "connection:1,5-7 to:server", "what:fin,rst \"x y\" fault:delay text:to:server"),
        new ReaderTarget<NeverException>("time", static input => Nothing(TimeText.TryRead(Text(input), out _)), "5s", "200ms", "1.5h", "none"),
        new ServerTarget("echo", new EchoServer(), ("mine", "mine"), Owed.Echo, "a line\n", "\0\xFF\x80"),
        new ServerTarget(
            "reverse",
            new ReverseServer(new ReverseServerOptions { Greeting = "", Lines = new LineOptions { Dialect = Dialect.Lf } }),
            ("mine\nlast", "enim\ntsal\n"), Owed.Reverse, "HELLO\nworld\n\nlast", "f\xC3\xBCr\n\xF0\x9F\x98\x80!\n", "\t a \r\n"),
        new ServerTarget(
            "reverse-auto", new ReverseServer(new ReverseServerOptions()), ("mine\nlast", "Welcome to CS 352!enim\ntsal\n"), static _ => null, "one\r\ntwo\r\n", "one\0two\0", "one\ntwo"),
        new ServerTarget(
            "names", new TableServer(NameTable.Parse(Encoding.ASCII.GetBytes(Table), "table"), Edition.Current, new LineOptions { Dialect = Dialect.Lf }),
            ("rutgers.edu\n", "rutgers.edu 172.34.4.6 A IN\n"), NamesOwed, "amazon.com\nnobody\nGoogle.COM\n", "rutgers.edu"),
        new ServerTarget(
            "book", new BookServer(AddressBook.Read(Encoding.ASCII.GetBytes(People), "book")),
            ("Q\x0Eluke@gmail.com", "R\x0ELuke Skywalker"), BookOwed, Queries),
        new ServerTarget("resolver", Resolver(), ("mine\n", "mine 1.2.3.4 A IN\n"), static _ => null, "amazon.com\n\nGoogle.COM\n", "rutgers.edu") { Weight = 1 },
        new ServerTarget("welcome", new WelcomeServer(), ("", WelcomeServer.ClassicGreeting), static _ => Encoding.ASCII.GetBytes(WelcomeServer.ClassicGreeting), "HELLO\n"),
        new ServerTarget("talk", new Parrots(), ("mine\nlast", "mine\n"), static _ => null, "one\ntwo\n\n", "one\r\ntwo", "one\0"),
        Hello(new Secured(rudeAgree: false)),
        new ServerTarget("tls-records", new EchoServer(), ("mine", "mine"), static _ => null, "\x17\x03\x03\0\x05hello", "\x15\x03\x03\0\x02\x01\0", "\x16\x03\x03\0\x04\0\0\0\0", "\x14\x03\x03\0\x01\x01")
        {
            Tls = new Secured(rudeAgree: true),
            Weight = 1,
        },
        Answer(new Secured(rudeAgree: false)),
        new ClientTarget("lookup", LookupAsync, "R\x0ELuke Skywalker", "R\x09" + "Error 404"),
        new ClientTarget("resolve", ResolveAsync, "rutgers.edu 172.34.4.6 A IN\n", "rutgers.edu - TIMED OUT\n"),
        new ClientTarget("reverse-client", ReverseAsync, "Welcome to CS 352!enim\n", "Welcome to CS 352!"),
    ];

    private static ServerTarget Hello(Secured tls) => new("tls-hello", new EchoServer(), ("mine", "mine"), static _ => null, tls.Hello()) { Tls = tls, Weight = 1 };

    private static ClientTarget Answer(Secured tls) => new("tls-client", tls.TryToAgreeAsync, tls.Answer()) { Tls = tls, Weight = 1 };

    /// <summary>Behind it stands a table server that knows every name, and answers some of them twice.</summary>
    private static ResolverServer Resolver()
    {
        var lines = new LineOptions { Dialect = Dialect.Lf };
        var listener = new MemoryListener();
        Host.Start(listener, new KnowsAll(lines), null, NullLogger.Instance);
        return new ResolverServer(new ResolverOptions { Upstreams = [new HostPort("table", 1)], Lines = lines, Connect = (_, _) => Task.FromResult<Wire>(listener.Connect()) });
    }

    private static async Task LookupAsync(Wire wire, CancellationToken cancel)
    {
        await using var client = new LookupClient(_ => Task.FromResult(wire));
        await client.AskAsync("luke@gmail.com"u8.ToArray(), cancel);
    }

    private static async Task ResolveAsync(Wire wire, CancellationToken cancel)
    {
        await using var client = new ResolveClient(_ => Task.FromResult(wire), new LineOptions { Dialect = Dialect.Lf });
        await client.AskAsync("rutgers.edu"u8.ToArray(), cancel);
    }

    private static async Task ReverseAsync(Wire wire, CancellationToken cancel)
    {
        using var client = new ReverseClient(wire, new ReverseClientOptions());
        await client.GreetAsync(cancel);
        await using var input = new LineInput(new MemoryStream("mine\n"u8.ToArray()));
        await client.RunAsync(input, static (_, _) => ValueTask.CompletedTask, cancel);
    }

    private static string Plan() => FaultPlan.Parse(["split:at=3,gap=50ms", "delay:by=50ms,jitter=40ms", "close-after:messages=2"]).ToJson();

    /// <summary>What was read can be drawn.</summary>
    private static string? Draw(byte[] input) =>
        RecordingFormat.Read(input) is { } happened ? Nothing(new LadderModel().Add(happened).Select(row => $"{row}").ToList()) : null;

    /// <summary>What was read can be written, and is read again as it was.</summary>
    private static string? ReadEntries(IBookFormat format, byte[] input)
    {
        var read = Good(format, input);
        var text = new StringWriter();
        format.WriteStart(text);
        read.ForEach(entry => format.Write(entry, text));
        return read.SequenceEqual(Good(format, Encoding.UTF8.GetBytes(text.ToString()))) ? null : $"it reads other entries than it has written: {Escape.ForTerminal(text.ToString())}";
    }

    private static List<BookEntry> Good(IBookFormat format, byte[] input) =>
        [.. format.Read(new MemoryStream(input), "book").Select(static written => written.Entry).OfType<BookEntry>().Where(static entry => entry.Problem is null)];

    private static string? ReadFault(byte[] input)
    {
        var fault = Fault.Parse(Text(input));
        var again = Fault.Parse(fault.ToString());
        return fault == again ? null : $"'{fault}' is read as '{again}'";
    }

    private static byte[]? NamesOwed(byte[] said) => Owed.Names(said, new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["amazon.com"] = "amazon.com 94.5.6.7 A IN",
        ["google.com"] = "GOOGLE.com 46.1.3.7 A IN",
        ["rutgers.edu"] = "rutgers.edu 172.34.4.6 A IN",
    });

    private static byte[]? BookOwed(byte[] said) => Owed.Book(said, new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["luke@gmail.com"] = "Luke Skywalker",
        ["leia@alderaan.org"] = "Leia \"the Princess\" Organa",
        ["han@falcon.net"] = "Han Solo",
    });

    private static string Text(byte[] input) => Encoding.UTF8.GetString(input);

    private static string? Nothing<T>(T read)
    {
        _ = read;
        return null;
    }

    /// <summary>A table server that answers every name with the same address, and names with an even number of bytes twice.</summary>
    private sealed class KnowsAll(LineOptions lines) : IServer
    {
        public Task ServeAsync(Conversation conversation) => conversation.AnswerEachAsync(lines, static (name, channel) =>
        {
            for (var times = name.Length % 2 == 0 ? 2 : 1; times > 0; times--)
            {
                channel.Write([.. name, .. " 1.2.3.4 A IN"u8]);
            }
        });
    }

    /// <summary>Everybody talks to somebody who says again what was said.</summary>
    private sealed class Parrots : IServer
    {
        public Task ServeAsync(Conversation conversation) => new TalkServer(new Parrot(), new LineOptions { Dialect = Dialect.Auto }).ServeAsync(conversation);
    }

    private sealed class Parrot : ITalker
    {
        private byte[] _received = [];

        public Task<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancel) => Task.FromResult<ReadOnlyMemory<byte>?>(_received);

        public ValueTask ShowAsync(ReadOnlyMemory<byte> message)
        {
            _received = message.ToArray();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>What refuses with an answer, and never with an exception.</summary>
    private sealed class NeverException : Exception;
}
