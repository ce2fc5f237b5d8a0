using System.Text.Json;
using Tincan.Cli.Commands;

namespace Tincan.Cli.Up;

/// <summary>How long something may take, as on the command line.</summary>
/// <param name="mayBeNone">Whether <c>none</c> is a limit.</param>
internal sealed class TimeLimitForm(bool mayBeNone = true) : ValueForm<TimeSpan>
{
    public override string Meaning => $"a time of at least 1ms: 200ms, 5s, 2m{(mayBeNone ? ", 1h or none" : " or 1h")}";

    public override bool TryRead(WrittenWord word, out TimeSpan value) =>
        Opt.TryParseTime(word.Text, out value) && (mayBeNone || value != Timeout.InfiniteTimeSpan);

    public override string Write(TimeSpan value) => Opt.Written(value);

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteTypes("number", "string");
        schema.WriteNumber("minimum", 0.001);
        schema.WriteString("pattern", mayBeNone ? $"{WrittenTime.Pattern}|^none$" : WrittenTime.Pattern);
    }
}
