using System.Text;

namespace Tincan.Faults;

/// <summary>
/// Faults as text: <c>fault = name [":" setting *("," setting)]</c>, <c>setting = key "=" value</c>. A value goes up to the next comma, or stands
/// in quotes.
/// </summary>
internal static class FaultText
{
    public static Fault Read(string text)
    {
        var source = new WrittenSource(text);
        var end = EndAt(source, 0, ":"u8);
        var draft = new FaultDraft(source.Word(0, end));
        while (end < source.Length)
        {
            var keyEnd = EndAt(source, end + 1, "=,"u8);
            var key = source.Word(end + 1, keyEnd);
            end = keyEnd;
            WrittenWord? value = keyEnd < source.Length && source.Bytes[keyEnd] == '=' ? Value(source, keyEnd + 1, out end) : null;
            draft.Read(key, value);
        }

        return draft.Fault;
    }

    public static string Write(Fault fault)
    {
        var text = new StringBuilder(fault.Name);
        var separator = ':';
        foreach (var (setting, value) in Said(fault))
        {
            text.Append(separator).Append(setting.Key).Append('=').Append(IsBare(value) ? value : Quoted(value));
            separator = ',';
        }

        return text.ToString();
    }

    /// <summary>The settings that are not as they would be anyway.</summary>
    public static IEnumerable<(FaultSetting Setting, string Value)> Said(Fault fault)
    {
        foreach (var setting in fault.Kind.Settings)
        {
            if (setting.Of(fault) is { } value && value != setting.Of(fault.Kind.Default))
            {
                yield return (setting, value);
            }
        }
    }

    private static WrittenWord Value(WrittenSource source, int at, out int end)
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
            throw source.Error(at, "this quote is never closed");
        }

        end = close + 1;
        return end == source.Length || source.Bytes[end] == ','
            ? source.Word(at + 1, close)
            : throw source.Error(end, "a comma or the end must follow what stands in quotes");
    }

    private static int EndAt(WrittenSource source, int from, ReadOnlySpan<byte> ends) =>
        source.Bytes[from..].IndexOfAny(ends) is var length and >= 0 ? from + length : source.Length;

    /// <summary>Nothing in it means anything to a shell, either.</summary>
    private static bool IsBare(string value) => value.All(static letter => char.IsAsciiLetterOrDigit(letter) || ".-/%_+".Contains(letter, StringComparison.Ordinal));

    private static string Quoted(string value) => $"\"{value.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
