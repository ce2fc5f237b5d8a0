using Tincan.Parsing;

namespace Tincan.Faults.Plans;

/// <summary>
/// Reads a fault from text: <c>fault = name [":" setting *("," setting)]</c>, <c>setting = key "=" value</c>. A value ends at the next comma, or
/// is in quotes.
/// </summary>
internal static class FaultTextReader
{
    public static Fault Read(string text)
    {
        var source = new SourceText(text);
        var end = EndAt(source, 0, ":"u8);
        var draft = new FaultDraft(source.Word(0, end));
        while (end < source.Length)
        {
            var keyEnd = EndAt(source, end + 1, "=,"u8);
            var key = source.Word(end + 1, keyEnd);
            end = keyEnd;
            Token? value = keyEnd < source.Length && source.Bytes[keyEnd] == '=' ? Value(source, keyEnd + 1, out end) : null;
            draft.Read(key, value);
        }

        return draft.Fault;
    }

    private static Token Value(SourceText source, int at, out int end)
    {
        if (at == source.Length || source.Bytes[at] != '"')
        {
            end = EndAt(source, at, ","u8);
            return source.Word(at, end);
        }

        var close = at + 1;
        while (close < source.Length && source.Bytes[close] != '"')
        {
            close += source.Bytes[close] == '\\' ? 2 : 1;
        }

        if (close >= source.Length)
        {
            throw source.Error(at, "this quote is not closed");
        }

        end = close + 1;
        return end == source.Length || source.Bytes[end] == ','
            ? source.Word(at + 1, close)
            : throw source.Error(end, "expected a comma or the end after the closing quote");
    }

    private static int EndAt(SourceText source, int from, ReadOnlySpan<byte> ends) =>
        source.Bytes[from..].IndexOfAny(ends) is var length and >= 0 ? from + length : source.Length;
}
