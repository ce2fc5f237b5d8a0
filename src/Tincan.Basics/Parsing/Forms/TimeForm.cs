namespace Tincan.Parsing.Forms;

/// <summary>A duration of at most 24 days. In JSON it can be a number of seconds.</summary>
/// <param name="least">The minimum.</param>
/// <param name="mayBeNone">Whether <c>none</c> is allowed, for <see cref="Timeout.InfiniteTimeSpan"/>.</param>
public sealed class TimeForm(TimeSpan least, bool mayBeNone = false) : ValueForm<TimeSpan>
{
    private const string None = "none";

    public override string Meaning
    {
        get
        {
            var which = least.Ticks switch { 0 => "a time", 1 => "a time above 0", _ => $"a time of at least {TimeText.Write(least)}" };
            return $"{which}: 200ms, 5s, 2m{(mayBeNone ? $", 1h or {None}" : least == TimeSpan.Zero ? ", 1h or 0" : " or 1h")}";
        }
    }

    public override string Placeholder => "TIME";

    public override bool TryRead(Token word, out TimeSpan value)
    {
        if (mayBeNone && word.Text == None)
        {
            value = Timeout.InfiniteTimeSpan;
            return true;
        }

        return TimeText.TryRead(word.Text, out value) && value >= least;
    }

    public override int WrongFrom(Token word)
    {
        var unit = Digits.EndOfNumber(word.Bytes);
        return word.Bytes[unit..] is [] or [(byte)'h' or (byte)'m' or (byte)'s'] || word.Bytes[unit..].SequenceEqual("ms"u8) ? 0 : unit;
    }

    public override string Write(TimeSpan value) => value == Timeout.InfiniteTimeSpan ? None : TimeText.Write(value);

    public override JsonObject ToSchema() => new()
    {
        ["type"] = new JsonArray("number", "string"),
        [least.Ticks == 1 ? "exclusiveMinimum" : "minimum"] = least.Ticks == 1 ? 0 : least.TotalSeconds,
        ["maximum"] = (long)TimeText.Most.TotalSeconds,
    };

    protected override bool Takes(JsonTokenType kind) => kind is JsonTokenType.Number or JsonTokenType.String;
}
