namespace Tincan.Cli.Terminal;

/// <summary>A line for people: local time, level, sentence. What a bug left behind follows on lines that begin with blanks.</summary>
/// <param name="zone">Whose time.</param>
internal sealed class HumanLogForm(TimeZoneInfo zone) : LogForm
{
    private const string Further = "    ";

    public override string Write(LogEvent said)
    {
        var service = said.State is ServiceState { IsOneOfMany: true, Service: var name } ? $"{name}: " : "";
        var line = $"{TimeZoneInfo.ConvertTime(said.Time, zone):HH:mm:ss.fff} {said.LevelWord,-5} {service}{Escape.ForTerminal(said.Message)}";
        return said.Error is null ? line : $"{line}\n{string.Join('\n', $"{said.Error}".Split('\n').Select(static part => Further + Escape.ForTerminal(part.TrimEnd('\r'))))}";
    }
}
