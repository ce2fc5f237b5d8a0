using System.Globalization;
using System.Text.Json;
using Tincan.Parsing;
using Tincan.Parsing.Forms;

namespace Tincan.Cli.Settings;

/// <summary>A whole number, as JSON has numbers: 1000, 1000.0 and 1e3 are the same.</summary>
/// <param name="least">The least one allowed.</param>
/// <param name="most">The greatest one allowed.</param>
internal sealed class CountForm(int least, int most) : SettingForm<int>
{
    public override int Read(string key, SourceValue value)
    {
        var right = $"{key} takes a whole number from {least} to {most}";
        value.Expect(JsonTokenType.Number, $"{right}, without quotes");
        return decimal.TryParse(value.Word.Bytes, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && decimal.IsInteger(number) && number >= least && number <= most
            ? (int)number
            : throw value.Word.Error($"{right}, not {value.Word}");
    }

    public override string Write(int value) => value.ToString(CultureInfo.InvariantCulture);

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteString("type", "integer");
        schema.WriteNumber("minimum", least);
        schema.WriteNumber("maximum", most);
    }
}

/// <summary>How long something may take: a number of seconds, or a time as on the command line.</summary>
/// <param name="mayBeNone">Whether <c>none</c> is a limit.</param>
internal sealed class TimeLimitForm(bool mayBeNone) : SettingForm<TimeSpan>
{
    /// <summary>How many digits a text may have behind its point: the schema tells by them what is less than a millisecond.</summary>
    private const int Decimals = 3;

    private string Name => mayBeNone ? "time-or-none" : "time";

    private string Meaning => $"a time of at least 1ms: 200ms, 5s, 2m{(mayBeNone ? ", 1h or none" : " or 1h")}";

    public override TimeSpan Read(string key, SourceValue value)
    {
        TimeSpan time = default;
        var isRight = value.Kind switch
        {
            JsonTokenType.Number => TryReadSeconds(value.Word, out time),
            JsonTokenType.String => TryReadText(value.Word.Text, out time),
            _ => throw value.Error($"{key} takes {Meaning}"),
        };
        return isRight ? time : throw value.Word.Error($"{key} takes {Meaning}, not {value.Word}");
    }

    public override string Write(TimeSpan value) => Opt.Written(value);

    /// <summary>It is said once, by <see cref="WriteDefinition"/>.</summary>
    public override void WriteSchema(Utf8JsonWriter schema) => schema.WriteString("$ref", $"#/$defs/{Name}");

    /// <summary>Writes what the schemas of all such values refer to.</summary>
    public void WriteDefinition(Utf8JsonWriter schema)
    {
        schema.WriteStartObject(Name);
        schema.WriteString("description", $"A number of seconds, or {Meaning}; at most 24 days.");
        schema.WriteTypes("number", "string");
        schema.WriteNumber("minimum", 0.001);
        schema.WriteNumber("maximum", (long)TimeText.Most.TotalSeconds);
        schema.WriteString("pattern", Pattern());
        schema.WriteEndObject();
    }

    /// <summary>What texts are times from 1 ms to 24 days, as a regular expression of JSON schema.</summary>
    private string Pattern()
    {
        var units = new[] { ("ms", TimeSpan.TicksPerMillisecond), ("s?", TimeSpan.TicksPerSecond), ("m", TimeSpan.TicksPerMinute), ("h", TimeSpan.TicksPerHour) };
        var times = units.Select(static unit => $"{Amount(TimeText.Most.Ticks / unit.Item2)}{unit.Item1}$");
        return $@"^(?!0*(\.0*)?(s|m|h)?$|0*(\.[0-9]*)?ms$)({string.Join('|', times)}){(mayBeNone ? "|^none$" : "")}";
    }

    private static string Amount(long most) => $@"({NumberPattern.Below(most)}(\.[0-9]{{0,{Decimals}}})?|0*{most}(\.0{{0,{Decimals}}})?)";

    private static bool TryReadSeconds(Token word, out TimeSpan time)
    {
        var isTime = decimal.TryParse(word.Bytes, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && seconds >= 0.001m && seconds <= (decimal)TimeText.Most.TotalSeconds;
        time = isTime ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)) : default;
        return isTime;
    }

    private bool TryReadText(string text, out TimeSpan time) =>
        Opt.TryParseTime(text, out time)
        && (mayBeNone || time != Timeout.InfiniteTimeSpan)
        && text[(text.IndexOf('.', StringComparison.Ordinal) is var point and >= 0 ? point + 1 : text.Length)..].Count(char.IsAsciiDigit) <= Decimals;
}
