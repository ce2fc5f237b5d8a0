using FsCheck;
using FsCheck.Fluent;
using Tincan.Recording;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Recording;

public sealed class RecordingFormatTests
{
    private static readonly Gen<WireEvent> Events =
        from number in Gen.Choose(1, int.MaxValue)
        from ticks in ArbMap.Default.GeneratorFor<uint>()
        from connection in Gen.Choose(0, 1000)
        from kind in Gen.Elements(Enum.GetValues<WireEventKind>())
        from direction in Gen.Elements(Direction.ToServer, Direction.ToClient)
        from bytes in ArbMap.Default.GeneratorFor<byte[]>()
        from offset in Gen.Choose(0, int.MaxValue)
        from message in ArbMap.Default.GeneratorFor<byte?>()
        from fault in Gen.Elements("delay", "reset-after", "")
        from reason in Gen.Elements(Enum.GetValues<CloseReason>())
        from service in Gen.Elements(null, "names1")
        from text in ArbMap.Default.GeneratorFor<UnicodeString?>()
        select Only(new WireEvent
        {
            Number = number,
            At = TimeSpan.FromTicks(ticks),
            Wall = DateTimeOffset.UnixEpoch + TimeSpan.FromTicks(ticks),
            Connection = connection,
            Kind = kind,
            Direction = direction,
            Bytes = bytes,
            Offset = offset,
            Message = message,
            Ends = [offset, offset + 1L],
            Fault = fault,
            Reason = reason,
            Service = service,
            Text = text?.Get is { } some && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(some)) == some ? some : null,
        });

    [Fact]
    public void Every_event_survives_being_written_and_read() =>
        Properties.Check(Events.ToArbitrary(), static happened => Assert.Equal(Key(happened), Key(RecordingFormat.Read(Written(happened)))), runs: 1000);

    [Fact]
    public void An_event_is_one_line() =>
        Properties.Check(Events.ToArbitrary(), static happened => Assert.Equal(Written(happened).Length - 1, Written(happened).AsSpan().IndexOf((byte)'\n')));

    [Fact]
    public void A_fault_has_its_name_its_direction_and_its_place()
    {
        var line = Encoding.UTF8.GetString(Written(new WireEvent
        {
            Kind = WireEventKind.Fault,
            Direction = Direction.ToClient,
            Offset = 12,
            Fault = "reset-after",
            Text = "the connection reset (RST)",
        }));

        Assert.EndsWith(
            "\"what\":\"fault\",\"direction\":\"to-client\",\"offset\":12,\"fault\":\"reset-after\",\"text\":\"the connection reset (RST)\"}\n",
            line,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Text_is_kept_readable()
    {
        var line = Encoding.UTF8.GetString(Written(new WireEvent { Kind = WireEventKind.Send, Bytes = "grüße\r\n"u8.ToArray() }));

        Assert.Contains("\"data\":\"grüße\\r\\n\"", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_base64()
    {
        var line = Encoding.UTF8.GetString(Written(new WireEvent { Kind = WireEventKind.Send, Bytes = (byte[])[0xFF, 0] }));

        Assert.Contains("\"base64\":\"/wA=\"", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "not JSON, or cut off")]
    [InlineData("{\"number\":1,\"ti", "not JSON, or cut off")]
    [InlineData("[]", "'what' is missing")]
    [InlineData("3", "'what' is missing")]
    [InlineData("{}", "'what' is missing")]
    [InlineData("{\"what\":\"sing\"}", "'sing' is not a kind of event in version 4")]
    [InlineData("{\"what\":\"fin\"}", "'number' is missing")]
    public void A_line_that_is_no_event_says_why(string line, string expected) =>
        Assert.Equal(expected, Assert.Throws<FormatException>(() => RecordingFormat.Read(Encoding.UTF8.GetBytes(line))).Message);

    [Theory]
    [InlineData("\"time\":1e30")]
    [InlineData("\"time\":\"soon\"")]
    [InlineData("\"wall\":\"soon\"")]
    [InlineData("\"wall\":7")]
    [InlineData("\"connection\":1.5")]
    [InlineData("\"connection\":99999999999")]
    [InlineData("\"direction\":\"up\"")]
    [InlineData("\"direction\":1")]
    [InlineData("\"data\":1")]
    [InlineData("\"data\":\"\\ud800\"")]
    [InlineData("\"base64\":\"?\"")]
    [InlineData("\"ends\":1")]
    [InlineData("\"ends\":[\"a\"]")]
    [InlineData("\"message\":-1e9")]
    [InlineData("\"reason\":\"boredom\"")]
    [InlineData("\"reason\":1")]
    [InlineData("\"names\":1")]
    [InlineData("\"names\":[1]")]
    [InlineData("\"expects\":1")]
    [InlineData("\"fault\":1")]
    [InlineData("\"text\":{}")]
    public void A_field_that_is_wrong_is_no_crash(string field)
    {
        var fields = new Dictionary<string, string>
        {
            ["what"] = "\"send\"",
            ["number"] = "1",
            ["time"] = "0.5",
            ["wall"] = "\"2026-01-01T00:00:00Z\"",
            ["connection"] = "1",
        };
        var colon = field.IndexOf(':', StringComparison.Ordinal);
        fields[field[1..(colon - 1)]] = field[(colon + 1)..];

        var line = $"{{{string.Join(',', fields.Select(static pair => $"\"{pair.Key}\":{pair.Value}"))}}}";

        Assert.Throws<FormatException>(() => RecordingFormat.Read(Encoding.UTF8.GetBytes(line)));
    }

    [Fact]
    public void What_is_not_known_is_passed_over()
    {
        var line = """{"number":1,"time":0,"wall":"2026-01-01T00:00:00Z","connection":1,"what":"note","text":"a","mood":{"good":[1]}}""";

        Assert.Equal("a", RecordingFormat.Read(Encoding.UTF8.GetBytes(line)).Text);
    }

    [Fact]
    public void Names_may_be_escaped_and_the_last_of_two_counts()
    {
        var line = """{"text":"a","number":1,"time":0,"wall":"2026-01-01T00:00:00Z","connection":1,"what":"note","te\u0078t":"b"}""";

        Assert.Equal("b", RecordingFormat.Read(Encoding.UTF8.GetBytes(line)).Text);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("{}")]
    public void Nothing_follows_an_event(string rest)
    {
        var line = """{"number":1,"time":0,"wall":"2026-01-01T00:00:00Z","connection":1,"what":"note","text":"a"}""" + rest;

        Assert.Throws<FormatException>(() => RecordingFormat.Read(Encoding.UTF8.GetBytes(line)));
    }

    /// <summary>Some events of all kinds.</summary>
    internal static IReadOnlyList<WireEvent> Sample(int count) => [.. Events.Sample(count)];

    /// <summary>An event as text that tells every field, for comparing: memory and lists compare by reference.</summary>
    internal static string Key(WireEvent happened) =>
        $"{happened with { Bytes = default, Ends = [], Names = [] }} {Convert.ToHexString(happened.Bytes.Span)} {string.Join(",", happened.Ends)} {string.Join("|", happened.Names)}";

    private static byte[] Written(WireEvent happened)
    {
        var output = new ArrayBufferWriter<byte>();
        RecordingFormat.Write(happened, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Only the fields that this kind of event has.</summary>
    private static WireEvent Only(WireEvent happened)
    {
        var isSegment = happened.Kind is WireEventKind.Receive or WireEventKind.Send;
        var hasWay = happened.Kind is not (WireEventKind.Close or WireEventKind.Note);
        return happened with
        {
            Connection = happened.Kind == WireEventKind.Note ? happened.Connection : happened.Connection + 1,
            Text = happened.Kind is WireEventKind.Note or WireEventKind.Fault ? happened.Text ?? "" : happened.Text,
            Direction = hasWay ? happened.Direction : default,
            Offset = hasWay ? happened.Offset : 0,
            Bytes = isSegment ? happened.Bytes : default,
            Message = isSegment ? happened.Message : null,
            Ends = isSegment && happened.Message is not null ? happened.Ends : [],
            Names = isSegment && happened.Message is not null ? happened.Names : [],
            Expects = isSegment && happened.Message is not null ? happened.Expects : null,
            Fault = happened.Kind == WireEventKind.Fault ? happened.Fault : null,
            Reason = happened.Kind == WireEventKind.Close ? happened.Reason : null,
            Service = happened.Kind == WireEventKind.Accept ? happened.Service : null,
        };
    }
}
