using System.CommandLine;
using Tincan.Cli.Settings;
using Tincan.Cli.Terminal;

namespace Tincan.Cli.SharedOptions;

/// <summary>The options by which every server and client lets its conversations be seen.</summary>
internal sealed class WatchSettings
{
    private readonly Option<string?> _record = Opt.OutputFile(
        "--record", "Record every read, write, FIN and RST into this file, one JSON object a line. 'tincan watch FILE' draws it.");

    private readonly Option<bool> _watch = Opt.Flag(
        "--watch", "Draw on standard error what goes over the wire, as it happens: who sends what, and who waits for whom.");

    public WatchSettings(Command command)
    {
        command.AddAll(_watch, _record);
    }

    /// <summary>The file that is recorded into.</summary>
    public IEnumerable<FileUse> Files(ParseResult parsed) => ((IFileOption)_record).Use(parsed) is { } use ? [use] : [];

    /// <summary>Begins to record and to draw, if that was asked for.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public Watching Start(ParseResult parsed)
    {
        var watching = new Watching();
        if (parsed.GetValue(_record) is { } path)
        {
            watching.RecordTo(path);
        }

        if (parsed.GetValue(_watch))
        {
            watching.ShowLadder();
        }

        return watching;
    }
}
