using System.Text.Json;

namespace Tincan.Parsing.Forms;

/// <summary>A time.</summary>
/// <param name="mayBeZero">Whether no time at all is one.</param>
internal sealed class TimeForm(bool mayBeZero) : ValueForm<TimeSpan>
{
    public override string Meaning => mayBeZero ? "a time: 200ms, 5s, 2m, 1h or 0" : "a time above 0: 200ms, 5s, 2m or 1h";

    public override bool TryRead(Token word, out TimeSpan value) =>
        TimeText.TryRead(word.Text, out value) && (mayBeZero || value > TimeSpan.Zero);

    /// <summary>The unit is wrong, or there is no number.</summary>
    public override int WrongFrom(Token word)
    {
        var unit = Digits.EndOfNumber(word.Bytes);
        return word.Bytes[unit..] is [] or [(byte)'h' or (byte)'m' or (byte)'s'] || word.Bytes[unit..].SequenceEqual("ms"u8) ? 0 : unit;
    }

    public override string Write(TimeSpan value) => TimeText.Write(value);

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteTypes("number", "string");
        schema.WriteNumber(mayBeZero ? "minimum" : "exclusiveMinimum", 0);
        schema.WriteString("pattern", TimeText.Pattern);
    }
}
