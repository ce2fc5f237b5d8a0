using Tincan.Cli.Protocols.Reverse;
using Tincan.Cli.Tests.Up;
using Tincan.Cli.Up;
using Tincan.Parsing;
using Tincan.Tests.Support;
using Tincan.Wires;


namespace Tincan.Cli.Tests.Services;

/// <summary>What a plan says of places, files and TLS, and what of it does not fit together.</summary>
public sealed class WiringTests
{
    [Theory]
    [InlineData("*:5", "127.0.0.1:5", true)]
    [InlineData("127.0.0.1:5", "*:5", true)]
    [InlineData("*:5", "[::1]:5", true)]
    [InlineData("[::]:5", "127.0.0.1:5", true)]
    [InlineData("0.0.0.0:5", "127.0.0.1:5", true)]
    [InlineData("0.0.0.0:5", "localhost:5", true)]
    [InlineData(":5", "127.0.0.1:5", true)]
    [InlineData(":5", "localhost:5", true)]
    [InlineData("LocalHost:5", "[::1]:5", true)]
    [InlineData("[::1]:5", "[0:0::1]:5", true)]
    [InlineData("A.example:5", "a.example:5", true)]
    [InlineData("unix:x", "unix:x", true)]
    [InlineData("unix:x", "unix:./y/../x", true)]
    [InlineData("unix:@x", "unix:@x", true)]
    [InlineData("0.0.0.0:5", "[::1]:5", false)]
    [InlineData("127.0.0.1:5", "127.0.0.2:5", false)]
    [InlineData("localhost:5", "127.0.0.2:5", false)]
    [InlineData("*:5", "127.0.0.1:6", false)]
    [InlineData("*:0", "*:0", false)]
    [InlineData("unix:x", "unix:@x", false)]
    [InlineData("unix:5", "*:5", false)]
    public void Two_services_with_the_same_endpoint_are_refused(string one, string other, bool meet)
    {
        var json = $$"""{ "services": { "a": { "serve": "echo", "listen": "{{one}}" }, "b": { "serve": "echo", "listen": "{{other}}" } } }""";

        var wrong = Record.Exception(() => UpReaderTests.Read(json));

        Assert.Equal(meet, wrong is SyntaxException { Problem: var problem } && problem.StartsWith("'b' listens on ", StringComparison.Ordinal));
        Assert.True(meet || wrong is null, wrong?.Message);
    }

    [Theory]
    [InlineData("""{ "services": { "a": { "serve": "echo", "socket-mode": "0660" } } }""", "1:56", "socket-mode needs a Unix socket with a file, and 127.0.0.1:50008 is none: remove it, or listen on unix:PATH")]
    [InlineData("""{ "services": { "a": { "serve": "echo", "listen": "unix:@a", "socket-mode": "0660" } } }""", "1:77", "socket-mode needs a Unix socket with a file, and unix:@a is none: remove it, or listen on unix:PATH")]
    [InlineData("""{ "services": { "a": { "serve": "echo", "socket-mode": "0888" } } }""", "1:57", "socket-mode takes a mode: 0600 for this user only, 0660 for the group too, 0666 for everyone, not '0888'")]
    [InlineData("""{ "services": { "a": { "serve": "echo", "socket-mode": 384 } } }""", "1:56", "socket-mode takes a mode: 0600 for this user only, 0660 for the group too, 0666 for everyone, in quotes")]
    [InlineData("""{ "services": { "a": { "serve": "echo", "listen": "unix:" } } }""", "1:52", "listen: 'unix:' is not a Unix socket: write unix:PATH, or unix:@NAME for an abstract one")]
    [InlineData("""{ "services": { "a": { "serve": "echo", "send-buffer": 10 } } }""", "1:56", "send-buffer takes a whole number from 1024 to 67108864, or none, not '10'")]
    [InlineData("""{ "services": { "a": { "serve": "echo", "tls": {} } } }""", "1:48", "tls needs 'cert': use TLS 1.2 or 1.3 with clients, with the certificate in this PEM file, followed by the rest of its chain. Reloaded when it changes")]
    [InlineData("""{ "services": { "a": { "serve": "echo", "tls": true } } }""", "1:48", "tls takes an object: { ... } with cert, key, client-ca, timeout")]
    [InlineData("""{ "services": { "a": { "serve": "echo", "tls": { "cert": "c", "timeout": "soon" } } } }""", "1:75", "timeout takes a time of at least 1ms: 200ms, 5s, 2m, 1h or none, not 'soon'")]
    [InlineData("""{ "services": { "a": { "serve": "proxy", "target": "h:1", "target-tls": { "ca": "c", "key": "k" } } } }""", "1:87", "key needs cert too")]
    [InlineData("""{ "services": { "a": { "serve": "proxy", "target": "unix:x", "target-tls": {} } } }""", "1:52", "unix:x has no host name to verify the server's certificate against: add name")]
    [InlineData("""{ "services": { "a": { "serve": "resolver", "upstreams": ["h:1", "unix:x"], "upstream-tls": {} } } }""", "1:66", "unix:x has no host name to verify the server's certificate against: add name")]
    [InlineData("""{ "services": { "a": { "serve": "resolver", "upstreams": ["n"] }, "n": { "serve": "names", "table": "t", "tls": { "cert": "c" } } } }""", "1:60", "'n' requires TLS, and 'a' connects to it without TLS")]
    [InlineData("""{ "services": { "a": { "serve": "resolver", "upstreams": ["n"], "upstream-tls": {} }, "n": { "serve": "names", "table": "t" } } }""", "1:60", "'a' connects to 'n' with TLS, and 'n' does not use TLS")]
    [InlineData("""{ "services": { "a": { "serve": "reverse", "out": "o" }, "b": { "serve": "reverse", "listen": ":1", "out": "./o" } } }""", "1:109", "'a' writes the same file (line 1): choose another one")]
    [InlineData("""{ "services": { "a": { "serve": "reverse", "out": "t" }, "n": { "serve": "names", "table": "./t" } } }""", "1:52", "'n' reads that file (line 1): choose another file for out")]
    [InlineData("""{ "services": { "n": { "serve": "names", "table": "t" }, "a": { "serve": "reverse", "out": "x/../t", "append": true } } }""", "1:93", "'n' reads that file (line 1): choose another file for out")]
    [InlineData("""{ "services": { "a": { "serve": "reverse", "out": "b" }, "b": { "serve": "book", "book": "b" } } }""", "1:52", "'b' reads that file (line 1): choose another file for out")]
    [InlineData("""{ "services": { "a": { "serve": "reverse", "out": "s" }, "t": { "serve": "talk", "script": "s" } } }""", "1:52", "'t' reads that file (line 1): choose another file for out")]
    [InlineData("""{ "services": { "a": { "serve": "reverse", "out": "k", "tls": { "cert": "c", "key": "k" } } } }""", "1:52", "'a' reads that file (line 1): choose another file for out")]
    [InlineData("""{ "services": { "a": { "serve": "reverse", "out": "k" }, "p": { "serve": "proxy", "target": "h:1", "target-tls": { "ca": "k" } } } }""", "1:52", "'p' reads that file (line 1): choose another file for out")]
    [InlineData("""{ "services": { "a": { "serve": "reverse", "out": "tincan.json" } } }""", "1:52", "that is the plan itself: choose another file for out")]
    [InlineData("""{ "services": { "a": { "serve": "proxy", "listen": ":5", "target": "localhost:5" } } }""", "1:69", "'a' would ask itself")]
    [InlineData("""{ "services": { "a": { "serve": "proxy", "listen": "*:5", "target": "127.0.0.1:5" } } }""", "1:70", "'a' would ask itself")]
    [InlineData("""{ "services": { "a": { "serve": "proxy", "listen": "unix:x", "target": "unix:./x" } } }""", "1:73", "'a' would ask itself")]
    [InlineData("""{ "services": { "a": { "serve": "proxy", "target": ":5" }, "b": { "serve": "proxy", "listen": ":5", "target": "a" } } }""", "1:53", "'a' would ask itself through 'b'")]
    [InlineData("""{ "services": { "a": { "serve": "proxy", "listen": ":5", "target": "0.0.0.0:5" } } }""", "1:69", "'a' would ask itself")]
    [InlineData("""{ "services": { "a": { "serve": "proxy", "listen": "*:5", "target": "[::]:5" } } }""", "1:70", "'a' would ask itself")]
    [InlineData("""{ "services": { "a": { "serve": "resolver", "listen": ":5", "upstreams": ["localhost:5"] } } }""", "1:76", "'a' would ask itself")]
    [InlineData("""{ "services": { "a": { "serve": "resolver", "upstreams": [":5"] }, "n": { "serve": "names", "listen": ":5", "table": "t", "tls": { "cert": "c" } } } }""", "1:60", "'n' requires TLS, and 'a' connects to it without TLS")]
    [InlineData("""{ "services": { "n": { "serve": "names", "table": "postgres://u:hush@h/d" } } }""", "1:52", "table takes the name of a file, not a database address")]
    [InlineData("""{ "services": { "a": { "serve": "book", "book": "postgres://u:12/hush@db/staff" } } }""", "1:50", "the address of the database: there is an @ after the host; in a password write %40, %3A, %2F and %3F for @, :, / and ?: write postgres://USER@HOST:PORT/DATABASE")]
    [InlineData("""{ "services": { "a": { "serve": "book", "book": "postgres://u:12/y?hush@db/staff" } } }""", "1:50", "the address of the database: there is an @ after the host; in a password write %40, %3A, %2F and %3F for @, :, / and ?: write postgres://USER@HOST:PORT/DATABASE")]
    [InlineData("""{ "services": { "a": { "serve": "reverse", "append": true } } }""", "1:45", "append needs out too")]
    [InlineData("""{ "services": { "a": { "serve": "book", "book": "postgres://h/d?sslmode=maybe" } } }""", "1:50", "the address of the database: the value of 'sslmode' is invalid")]
    [InlineData("""{ "services": { "a": { "serve": "book", "book": "postgres://u:hush@h/d", "exact-case": true } } }""", "1:49", "exact-case needs a book in a file: in a database, addresses do not differ in case")]
    public void What_does_not_fit_is_reported_with_its_position(string json, string place, string problem)
    {
        var wrong = Assert.Throws<SyntaxException>(() => UpReaderTests.Read(json));

        Assert.Equal(($"up/tincan.json:{place}", problem), (wrong.Position, wrong.Problem));
        Assert.DoesNotContain("hush", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.1:5")]
    [InlineData("other.example:5")]
    [InlineData("127.0.0.1:6")]
    [InlineData("unix:5")]
    public void What_may_be_another_machine_is_not_taken_for_a_service(string target)
    {
        var plan = UpReaderTests.Read($$"""{ "services": { "a": { "serve": "proxy", "listen": "*:5", "target": "{{target}}" } } }""");

        Assert.Empty(plan.AskedBy(plan.Services[0]));
    }

    [Fact]
    public void A_server_named_by_its_address_is_asked_too()
    {
        var plan = UpReaderTests.Read("""
            { "services": { "a": { "serve": "proxy", "target": "localhost:50008" }, "e": { "serve": "echo" } } }
            """);

        Assert.Equal([plan.Services[1]], plan.AskedBy(plan.Services[0]));
    }

    [Fact]
    [Trait("Needs", "Linux")]
    public void A_link_to_a_file_that_is_read_is_that_file()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["t"], "");
        File.CreateSymbolicLink(folder["o"], folder["t"]);
        var json = """{ "services": { "a": { "serve": "reverse", "out": "o" }, "n": { "serve": "names", "table": "t" } } }"""u8.ToArray();

        var wrong = Assert.Throws<SyntaxException>(() => UpReader.Read(json, folder["tincan.json"]));

        Assert.Equal("'n' reads that file (line 1): choose another file for out", wrong.Problem);
    }

    [Fact]
    public void What_passes_TLS_on_need_not_speak_it() => Assert.Equal(4, UpReaderTests.Read("""
        { "services": {
            "n": { "serve": "names", "table": "t", "tls": { "cert": "c" } },
            "tap": { "serve": "proxy", "target": "n" },
            "rs": { "serve": "resolver", "upstreams": ["tap"], "upstream-tls": { "name": "n.example" } },
            "off": { "serve": "proxy", "listen": ":9", "target": "tap", "target-tls": {} } } }
        """).Services.Count);

    [Fact]
    public void Places_modes_and_TLS_are_read()
    {
        var plan = UpReaderTests.Read("""
            { "services": {
                "a": { "serve": "reverse", "listen": "unix:run/x.sock", "socket-mode": "660", "send-buffer": 4096, "out": "o", "append": true,
                       "tls": { "cert": "c", "key": "k", "client-ca": "ca", "timeout": "1s" } },
                "b": { "serve": "echo", "listen": "unix:@x", "tls": { "cert": "c" } },
                "c": { "serve": "echo", "listen": "unix:/x" } } }
            """);

        var all = plan.Services[0];
        Assert.Equal(new UnixAddress("up/run/x.sock"), all.Address);
        Assert.Equal((UnixFileMode)0x1B0, all.SocketMode?.Value);
        Assert.Equal((4096, true), (all.SendBuffer, Assert.IsType<ReversePlan>(all).Appends));
        Assert.Equal(("c", "k", "ca", TimeSpan.FromSeconds(1)), (all.Tls!.Certificate?.Value, all.Tls.Key?.Value, all.Tls.ClientCa?.Value, all.Tls.Timeout));
        Assert.Equal((new UnixAddress("@x"), TimeSpan.FromSeconds(10)), (plan.Services[1].Address, plan.Services[1].Tls!.Timeout));
        Assert.Equal(new UnixAddress("/x"), plan.Services[2].Address);
    }

    [Fact]
    public void A_path_that_is_too_long_with_its_folder_is_reported()
    {
        var socket = new string('x', UnixAddress.MaxPath - "up/".Length + 1);

        var wrong = Assert.Throws<SyntaxException>(() => UpReaderTests.Read($$"""{ "services": { "a": { "serve": "echo", "listen": "unix:{{socket}}" } } }"""));

        Assert.EndsWith("is too long: a Unix socket's path has at most 107 bytes, and this one has 108", wrong.Problem, StringComparison.Ordinal);
    }
}
