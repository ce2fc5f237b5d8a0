namespace Tincan.Cli.SharedOptions;

/// <summary>The options for recording and drawing, which every server and client has.</summary>
internal sealed class WatchSettings
{
    private readonly Option<string?> _record = NewOption.OutputFile(
        "--record", "Record every read, write, FIN and RST in this file, one JSON object per line. 'tincan watch FILE' draws it.");

    private readonly Option<bool> _watch = NewOption.Flag(
        "--watch", "Draw the traffic live on standard error: who sends what, and who waits for whom.");

    public WatchSettings(Command command) => command.AddAll(_watch, _record);

    /// <summary>The file of the recording.</summary>
    public IEnumerable<FileUse> Files(ParseResult parsed) => ((IFileOption)_record).Use(parsed) is { } use ? [use] : [];

    /// <summary>Starts recording and drawing, if the options ask for it.</summary>
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
