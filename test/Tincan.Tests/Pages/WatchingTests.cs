using Tincan.Framing;
using Tincan.Pages;
using Tincan.Pages.Messages;
using Tincan.Pages.Reading;
using Tincan.Pages.Rules;
using Tincan.Pages.Transcripts;
using Tincan.Pages.Values;
using Tincan.Pages.Watching;
using Tincan.Recording;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Pages;

/// <summary>What a page says about a conversation that somebody watches.</summary>
public sealed class WatchingTests
{
    private const string Sum =
        """
        on {"a": $a:number, "b": $b:number}    send {"sum": $a + $b}
        on anything else    close
        """;

    private const string Store =
        """
        on SET $key:word $value    set our.store[$key] = $value
            send OK
        on GET $key:word when $key in our.store    send $(our.store[$key])
        on GET $key:word    send none
        """;

    public static TheoryData<string> Protocols => [.. Directory.GetFiles(Docs.Path("../protocols"), "*.md").Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>The rules are the oracle, so whatever they answer fits the page, with each parameter set or not.</summary>
    [Theory]
    [MemberData(nameof(Protocols))]
    public void A_correct_server_is_never_blamed(string file)
    {
        var page = PageReader.ReadFile(Docs.Path($"../protocols/{file}"));
        var followed = 0;
        foreach (var one in page.Cases.Where(one => one.When.Count == 0 && one.Transcript.AllSteps.All(static step => step is MessageStep { From.Number: 0, To.Number: 0 } or EventStep { From.Number: 0 } or FileStep or RawStep { From.Kind: RoleKind.Server })))
        {
            Dictionary<string, string>[] sets = [[], page.Parameters.ToDictionary(static parameter => parameter.Name, static parameter => parameter.Default)];
            foreach (var set in sets)
            {
                var talk = new Talk(page, set);
                var server = new Rehearsal(page.ServerRules, page.Values(set)).Connect();
                talk.Replies(server.Take());
                foreach (var step in one.Transcript.Messages.Where(static step => step.From.Kind == RoleKind.Client && step.Message.Unsendable is null && !step.Message.Captures.Any()))
                {
                    var message = step.Message.Write(new() { Parameters = page.Values(set) });
                    talk.Ask(message);
                    if (server.TakesBytes || !server.Send(message) || server.TakesBytes)
                    {
                        break;
                    }

                    talk.Replies(server.Take());
                    followed++;
                }

                Assert.Equal([], talk.Departures);
            }
        }

        Assert.True(followed > 0 || file is "file-transfer.md" or "mini-serv.md" or "http.md" or "chat.md" or "resolver.md" or "send.md" or "talk.md" or "welcome.md", "nothing was followed");
    }

    [Theory]
    [InlineData("""{"sum": 4}""", null)]
    [InlineData("""{ "sum" :4}""", null)]
    [InlineData("""{"sum": 5}""", """the page expects {"sum": 4} here (line 9)""")]
    [InlineData("4", """the page expects {"sum": 4} here (line 9)""")]
    public void A_reply_must_be_what_the_rules_send(string reply, string? departure)
    {
        var talk = new Talk(PageText.WithRules(Sum));
        talk.Ask("""{"a": 1, "b": 3}""");
        talk.Reply(reply);
        Assert.Equal(departure is null ? [] : [departure], talk.Departures);
    }

    [Fact]
    public void Nothing_depends_on_how_the_bytes_are_split()
    {
        var page = PageText.WithRules(Sum, "length u32 big");
        byte[] asked = [.. Framed(page, """{"a": 1, "b": 1}"""), .. Framed(page, """{"a": 2, "b": 2}"""), .. Framed(page, """{"a": 3, "b": 3}""")];
        byte[] answered = [.. Framed(page, """{"sum": 2}"""), .. Framed(page, """{"sum": 6}""")];
        var whole = Follow(asked.Length, answered.Length);
        for (var cut = 1; cut < asked.Length; cut++)
        {
            Assert.Equal(whole, Follow(cut, Math.Min(cut, answered.Length - 1)));
        }

        Assert.Equal(whole, Follow(1, 1));
        Assert.Equal("{a, b} {a, b} {a, b} / {sum} {sum} / the page expects {\"sum\": 4} here (line 9) / {\"sum\": 4}", whole);

        string Follow(int one, int other)
        {
            var talk = new Talk(page);
            foreach (var part in asked.Chunk(one))
            {
                talk.Read(Direction.ToServer, part);
            }

            foreach (var part in answered.Chunk(other))
            {
                talk.Read(Direction.ToClient, part);
            }

            return $"{string.Join(' ', talk.Requests)} / {string.Join(' ', talk.ReplyNames)} / {string.Join(", ", talk.Departures)} / {talk.Expects}";
        }
    }

    [Fact]
    public void A_missing_reply_is_what_the_page_expects()
    {
        var talk = new Talk(PageText.WithRules(Sum));
        talk.Ask("""{"a": 1, "b": 1}""");
        Assert.Equal("""{"sum": 2}""", talk.Expects);
        talk.Reply("""{"sum": 2}""");
        Assert.Equal("", talk.Expects);
        talk.Ask("""{"a": 1, "b": 2}""");
        talk.End(Direction.ToClient);
        Assert.Equal(["""the page expects {"sum": 3} before the server ends (line 9)"""], talk.Departures);
    }

    [Fact]
    public void An_early_reply_a_late_one_and_one_too_many_are_marked()
    {
        var talk = new Talk(PageText.WithRules("on connect    send hello\non $n:number    send $($n + 1)\n"));
        talk.Reply("hello");
        talk.Reply("hello?");
        talk.Ask("1");
        talk.Reply("2");
        talk.Reply("2");
        Assert.Equal(["the page expects nothing from the server here", "the page expects nothing from the server here"], talk.Departures);
    }

    [Fact]
    public void A_request_without_a_rule_is_marked()
    {
        var talk = new Talk(PageText.WithRules("on NAME $name:word    set my.name = $name\n    send hello\non SAY $text when my.name != null    send said\n"));
        talk.Ask("BYE");
        Assert.Equal(["the page expects NAME $name or SAY $text here"], talk.Departures);
        talk = new Talk(PageText.WithRules("on NAME $name:word    set my.name = $name\n    send hello\non SAY $text when my.name != null    send said\n"));
        talk.Ask("SAY hi");
        Assert.Equal(["the page expects this message only in another state (line 11)"], talk.Departures);
    }

    [Fact]
    public void A_server_that_knows_more_than_the_page_leaves_it_once()
    {
        const string Text = "# T\n\n```protocol\nframing lines\n```\n```rules\non PING    send PONG\non anything else    send ERROR\n```\n\n## A {#a}\n```talk\nC: x\nS: ERROR\n```\n";
        var talk = new Talk(PageText.Read(Text));
        talk.Ask("stats");
        talk.Reply("one");
        talk.Reply("two");
        talk.Ask("PING");
        talk.Reply("PONG");
        Assert.Equal(["the page expects ERROR here (line 8, on anything else)"], talk.Departures);
        talk = new Talk(PageText.Read(Text.Replace("S: ERROR", "S: /ERR.*/", StringComparison.Ordinal)));
        talk.Ask("stats");
        talk.Reply("one");
        talk.Ask("PING");
        talk.Reply("PING");
        Assert.Equal(["the page expects PONG here (line 7)"], talk.Departures);
    }

    [Fact]
    public void What_the_server_had_before_is_not_known()
    {
        var talk = new Talk(PageText.WithRules(Store));
        talk.Ask("GET a");
        talk.Reply("something old");
        talk.Ask("SET a 1");
        talk.Reply("OK");
        talk.Ask("GET a");
        talk.Reply("2");
        Assert.Equal(["the page expects 1 here (line 11)"], talk.Departures);
    }

    [Fact]
    public void What_another_client_may_have_changed_is_not_known()
    {
        var watch = new PageWatch(PageText.WithRules(Store), new Dictionary<string, string>());
        var (one, other) = (new Talk(watch), new Talk(watch));
        one.Ask("SET a 1");
        one.Reply("OK");
        other.Ask("SET a 2");
        other.Reply("OK");
        one.Ask("GET a");
        one.Reply("2");
        one.Ask("SET a 3");
        one.Reply("OK");
        other.Ask("SET a 4");
        other.Reply("OK");
        other.Follower.Close();
        one.Ask("GET a");
        one.Reply("4");
        one.Ask("SET a 5");
        one.Reply("OK");
        one.Ask("GET a");
        one.Reply("4");
        Assert.Equal(["the page expects 5 here (line 11)"], one.Departures);
    }

    [Fact]
    public void A_parameter_that_is_not_set_may_have_any_value()
    {
        const string Rules = "on $text when $change = \"upper\"    send $(upper($text))\non $text    send $text\n";
        const string Change = "param change = none | upper \"Change.\"";
        Assert.Equal([], Echo("a", "A", "b", "B"));
        Assert.Equal([], Echo("a", "a", "b", "b"));
        Assert.Equal(["the page expects b here (line 10)"], Echo("a", "a", "b", "B"));

        IReadOnlyList<string> Echo(params string[] words)
        {
            var talk = new Talk(PageText.WithRules(Rules, more: Change));
            for (var i = 0; i < words.Length; i += 2)
            {
                talk.Ask(words[i]);
                talk.Reply(words[i + 1]);
            }

            return talk.Departures;
        }
    }

    [Fact]
    public void Bytes_without_framing_are_followed()
    {
        const string Rules =
            """
            on PUT $n:number
                take $n as $data
                set my.data = $data
                send OK
            on GET
                send $(length(my.data))
                raw send $(my.data)
                send ""
                send END
            """;
        var talk = new Talk(PageText.WithRules(Rules));
        talk.Read(Direction.ToServer, "PUT 3\na\nbGET\n"u8);
        talk.Read(Direction.ToClient, "OK\n3\na\nb\nEND\n"u8);
        Assert.Equal(["PUT $n", "$data", "GET"], talk.Requests);
        Assert.Equal(["OK", "", "", "END"], talk.ReplyNames);
        Assert.Equal([], talk.Departures);
    }

    [Fact]
    public void In_a_room_messages_are_only_named()
    {
        var talk = new Talk(PageText.WithRules("on SAY $text    others send said: $text\non WHO    send nobody\n"));
        talk.Ask("WHO");
        talk.Reply("said: hello");
        talk.Reply("nobody");
        Assert.Equal(["WHO"], talk.Requests);
        Assert.Equal(["said: $text", "nobody"], talk.ReplyNames);
        Assert.Equal([], talk.Departures);
        Assert.Null(talk.Expects);
    }

    [Fact]
    public void A_page_of_transcripts_knows_their_conversations_only()
    {
        var page = PageText.Read("# T\n\n```protocol\nframing lines\n```\n\n## A {#a}\n```talk\nC: one\nS: two\nC: three\nS: four\n```\n");
        var talk = new Talk(page);
        talk.Ask("one");
        talk.Reply("two");
        talk.Ask("three");
        talk.Reply("five");
        Assert.Equal(["the page expects four here (line 12)"], talk.Departures);
        talk = new Talk(page);
        talk.Ask("something else");
        talk.Reply("anything");
        Assert.Equal([], talk.Departures);
    }

    [Fact]
    public void Bytes_that_are_no_message_leave_the_page()
    {
        var talk = new Talk(PageText.WithRules(Sum, "length u32 big"));
        talk.Read(Direction.ToServer, "GET / HTTP/1.0\r\n\r\n"u8);
        Assert.Equal(["the page expects 'length u32 big' here: the message has 1,195,725,856 bytes, more than the limit of 1,048,576"], talk.Departures);
    }

    [Fact]
    public void A_recording_is_framed_and_judged_again()
    {
        var framer = new RecordingFramer(new PageWatch(PageText.WithRules(Sum), new Dictionary<string, string>()).Codec);
        WireEvent[] events =
        [
            Segment(1, Direction.ToServer, 0, "{\"a\": 1, \"b\""),
            Segment(2, Direction.ToServer, 12, ": 1}\n"),
            Segment(3, Direction.ToClient, 0, "{\"sum\": 3}\n"),
            new() { Number = 4, Connection = 1, Kind = WireEventKind.Close },
        ];
        var framed = events.SelectMany(framer.Frame).ToList();
        Assert.Equal([0, 0, 0, null, null], framed.Select(static one => one.Message));
        Assert.Equal(["{a, b}"], framed[1].Names);
        Assert.Equal((WireEventKind.Note, WireEvent.ByPage), (framed[3].Kind, framed[3].By));
    }

    private static WireEvent Segment(int number, Direction direction, long offset, string text) => new()
    {
        Number = number,
        Connection = 1,
        Kind = WireEventKind.Receive,
        Direction = direction,
        Offset = offset,
        Bytes = Encoding.UTF8.GetBytes(text),
    };

    private static byte[] Framed(Page page, string text)
    {
        var output = new ArrayBufferWriter<byte>();
        page.Framing.ToServer.Write(Encoding.UTF8.GetBytes(text), output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>A conversation that is watched.</summary>
    private sealed class Talk
    {
        private readonly Page? _page;
        private readonly List<string> _departures = [];
        private long _asked;
        private long _answered;

        public Talk(Page page, IReadOnlyDictionary<string, string>? set = null)
            : this(new PageWatch(page, set ?? new Dictionary<string, string>())) => _page = page;

        public Talk(PageWatch watch) => Follower = watch.Codec.Follow();

        public IMessageFollower Follower { get; }

        public List<string> Requests { get; } = [];

        public List<string> ReplyNames { get; } = [];

        public IReadOnlyList<string> Departures => _departures;

        public string? Expects { get; private set; }

        public void Ask(string line) => Read(Direction.ToServer, Encoding.UTF8.GetBytes($"{line}\n"));

        public void Reply(string line) => Read(Direction.ToClient, Encoding.UTF8.GetBytes($"{line}\n"));

        public void Ask(ByteText message)
        {
            var output = new ArrayBufferWriter<byte>();
            PageFraming.Write(_page!.Framing.ToServer, message, output);
            Read(Direction.ToServer, output.WrittenSpan);
        }

        public void Replies(IReadOnlyList<Response> responses)
        {
            foreach (var response in responses)
            {
                if (response is not SendResponse send)
                {
                    End(Direction.ToClient);
                    continue;
                }

                var output = new ArrayBufferWriter<byte>();
                if (send.IsRaw)
                {
                    output.Write(send.Content.ToArray());
                }
                else
                {
                    PageFraming.Write(_page!.Framing.ToClient, send.Content, output);
                }

                Read(Direction.ToClient, output.WrittenSpan);
            }
        }

        public void Read(Direction direction, ReadOnlySpan<byte> bytes)
        {
            ref var offset = ref direction == Direction.ToServer ? ref _asked : ref _answered;
            var followed = Follower.Read(direction, bytes, offset);
            offset += bytes.Length;
            (direction == Direction.ToServer ? Requests : ReplyNames).AddRange(followed.Names.Count == followed.Ends.Count ? followed.Names : followed.Ends.Select(static _ => ""));
            _departures.AddRange(followed.Remarks);
            Expects = followed.Expects;
        }

        public void End(Direction direction) => _departures.AddRange(Follower.End(direction, isReset: false));
    }
}
