using Tincan.Parsing;

namespace Tincan.Framing.Framings;

/// <summary>Reads the framing of one direction from words, by the grammar in docs/watching.md.</summary>
internal static class FramingReader
{
    private const int MostHeader = 64 * 1024;
    private static readonly string[] LengthWords = ["big", "little", "offset", "header", "counts", "signed", "max"];

    /// <summary>Reads the framing of one direction.</summary>
    /// <param name="words">Its words.</param>
    /// <param name="text">The text that they are from.</param>
    public static MessageFraming Read(List<FramingWord> words, Token text)
    {
        if (words.Count == 0)
        {
            throw text.Error($"a framing was expected here: {string.Join(", ", FramingPair.Names)}", text.Bytes.Length);
        }

        var reader = new FramingWords(words, text);
        var name = reader.Next("a framing");
        MessageFraming framing = name.Text switch
        {
            "lines" => new LineFraming(reader.Choose(Dialect.Auto, ("lf", Dialect.Lf), ("crlf", Dialect.CrLf), ("nul", Dialect.Nul), ("any", Dialect.Auto))),
            "delimiter" => new DelimiterFraming(default, reader.NextBytes("the bytes that end a message: delimiter \"|\"")),
            "fixed" => new FixedFraming(reader.NextNumber("the size of a message, in bytes", 1, MessageFraming.DefaultMaxLength)),
            "length" => ReadLength(reader),
            "netstring" => PrefixFraming.Netstring,
            "headers" => new ScannedFraming(ScannedForm.Headers),
            "start" => ReadStart(reader),
            "mllp" => DelimiterFraming.Mllp,
            "json" => new ScannedFraming(ScannedForm.Json),
            "resp" => new ScannedFraming(ScannedForm.Resp),
            "none" => new ReadFraming(),
            var other => throw name.Token.Error($"{name.Token} is no framing: {DidYouMean.Hint(other, FramingPair.Names, $"the framings are {string.Join(", ", FramingPair.Names)}")}"),
        };
        if (framing is not FixedFraming && reader.TryNext("max"))
        {
            framing = framing with { MaxLength = reader.NextNumber("the most bytes of a message", 1, int.MaxValue / 2) };
        }

        reader.ExpectEnd();
        return framing;
    }

    private static DelimiterFraming ReadStart(FramingWords reader)
    {
        var start = reader.NextBytes("the bytes that begin a message: start \"\\x02\" stop \"\\x03\"");
        return reader.TryNext("stop")
            ? new DelimiterFraming(start, reader.NextBytes("the bytes that end a message: stop \"\\x03\""))
            : throw reader.Error("'stop' and the bytes that end a message were expected here");
    }

    private static MessageFraming ReadLength(FramingWords reader)
    {
        var type = reader.Next("how the length is written: u8, u16, u24, u32, u64, varint or digits");
        switch (type.Text)
        {
            case "varint":
                return PrefixFraming.Varint;
            case "digits":
                var end = reader.Next("the bytes that end the digits, or how many digits there are: length digits \" \", length digits 4");
                return end is { IsQuoted: false } && SizeText.Read(end.Text) is { } width
                    ? new PrefixFraming(LengthPrefix.Digits, default) { Width = width is >= 1 and <= PrefixFraming.MostDigits ? (int)width : throw end.Token.Error($"a length has from 1 to {PrefixFraming.MostDigits} digits") }
                    : end.Bytes.Length > 0 ? new PrefixFraming(LengthPrefix.Digits, end.Bytes)
                    : throw end.Token.Error("the bytes that end the digits were expected here");
        }

        int[] sizes = [1, 2, 3, 4, 8];
        string[] types = [.. sizes.Select(static bytes => $"u{8 * bytes}"), .. sizes.Select(static bytes => $"i{8 * bytes}"), "varint", "digits"];
        var size = Array.IndexOf(types, type.Text) is >= 0 and var index
            ? sizes[index % sizes.Length]
            : throw type.Token.Error($"{type.Token} is no length: {DidYouMean.Hint(type.Text, types, "u8, u16, u24, u32, u64, varint or digits")}");
        var field = new LengthField(size, IsLittle: false, IsSigned: type.Text[0] == 'i');
        if (size > 1)
        {
            field = field with { IsLittle = reader.Choose(null, ("big", (bool?)false), ("little", true)) ?? throw reader.Error("the byte order was expected here: big or little (network byte order is big)") };
        }

        var offset = 0;
        int? header = null;
        string? counts = null;
        while (reader.Peek is { } word && word.Text != "max")
        {
            reader.Next("");
            switch (word.Text)
            {
                case "offset":
                    offset = reader.NextNumber("how many bytes of the header come before the length", 0, MostHeader);
                    break;
                case "header":
                    header = reader.NextNumber("the size of the header, in bytes", 1, MostHeader);
                    break;
                case "signed":
                    field = field with { IsSigned = true };
                    break;
                case "counts":
                    counts = reader.Choose(null, ("header", "header"), ("itself", "itself")) ?? throw reader.Error("'header' or 'itself' was expected here: what the length counts beside the content");
                    break;
                default:
                    throw word.Token.Error($"{word.Token} does not belong to a length: {DidYouMean.Hint(word.Text, LengthWords, $"it can have {string.Join(", ", LengthWords)}")}");
            }
        }

        var whole = header ?? offset + size;
        var counted = counts switch { "header" => whole, "itself" => whole - offset, _ => 0 };
        return whole < offset + size
            ? throw reader.Error($"a header of {whole} bytes has no room for a length of {size} bytes at {offset}")
            : new LengthFraming(field, offset, whole, counted);
    }
}
