namespace Tincan.Cli.Terminal;

/// <summary>A line for people: local time, level, message. The stack trace of a bug follows on indented lines.</summary>
/// <param name="zone">The time zone.</param>
internal sealed class HumanLogForm(TimeZoneInfo zone) : LogForm
{
    private const string Further = "    ";

    public override string Write(LogEvent entry)
    {
        var service = entry.State is ServiceState { IsOneOfMany: true, Service: var name } ? $"{name}: " : "";
        var line = $"{TimeZoneInfo.ConvertTime(entry.Time, zone):HH:mm:ss.fff} {entry.LevelWord,-5} {service}{Escape.ForTerminal(entry.Message)}";
        return entry.Error is null ? line : $"{line}\n{string.Join('\n', $"{entry.Error}".Split('\n').Select(static part => Further + Escape.ForTerminal(part.TrimEnd('\r'))))}";
    }
}
