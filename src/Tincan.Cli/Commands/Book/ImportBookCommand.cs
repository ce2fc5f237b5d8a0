using Tincan.Protocols.Book.Formats;
using Tincan.Protocols.Book.Stores;

namespace Tincan.Cli.Commands.Book;

/// <summary><c>tincan book import</c>.</summary>
internal sealed class ImportBookCommand : Command, IHasExamples, IUsesFiles
{
    /// <summary>How many refused entries are listed. More would hide the result.</summary>
    private const int MostPrinted = 20;

    private readonly Argument<string> _file = new("FILE");
    private readonly Option<string> _book = BookSettings.Option("The book to add to", isChanged: true);
    private readonly Option<IBookFormat?> _format = BookSettings.Format("Format of the file.");
    private readonly Option<bool> _replace = NewOption.Flag(
        "--replace", "Make the book equal to the file: also remove entries that are not in the file. Changes nothing if an entry is refused or the file has none.");

    private readonly Option<bool> _dryRun = NewOption.Flag("--dry-run", "Show what would change, and change nothing.");
    private readonly Option<string?> _refusals = NewOption.OutputFile("--refused", $"Write all refused entries to this file. Standard error has only the first {MostPrinted}.");

    public ImportBookCommand()
        : base("import", "Add the entries of a file to a book, in one atomic change. Exits with 1 if some were refused; the others have been added.")
    {
        this.AddAll(_file, _book, _format, _replace, _dryRun, _refusals);
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt.Token)));
    }

    public IEnumerable<FileUse> Files(ParseResult parsed) => [FileUse.Input(parsed.GetRequiredValue(_file))];

    public string Usage => $"FILE --book {BookSettings.HelpName}";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan book import contacts.vcf --book book.csv", "CSV, vCard or LDIF, by the file's extension"),
        ("tincan book import staff.ldif --replace --book postgres://keeper@db.example/hr", "make the book equal to the directory"),
        ("ldapsearch -LLL mail=* | tincan book import - --format ldif --book book.csv", "from another program"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var file = parsed.GetRequiredValue(_file);
        var (replace, dryRun) = (parsed.GetValue(_replace), parsed.GetValue(_dryRun));
        await using var store = BookSettings.Open(parsed.GetRequiredValue(_book));
        await using var input = Input.Open(file);
        await using var report = parsed.GetValue(_refusals) is { } path ? new StreamWriter(OutputFile.Create(path)) : null;
        var printed = 0;
        var import = new BookImport(BookSettings.FormatOf(parsed.GetValue(_format), file), file, refusal =>
        {
            var line = $"{file}:{refusal.Line}: refused: {refusal.Why}";
            report?.WriteLine(Escape.ForTerminal(line));
            if (printed++ < MostPrinted)
            {
                Stderr.Line(line);
            }
        });
        BookChanges changes = default;
        await Progress.RunAsync("importing", Input.LengthOf(file), resultsOnTerminal: false, async progress =>
        {
            var entries = import.Read(new ProgressStream(input, progress));
            changes = dryRun
                ? await store.CompareAsync(entries, replace, cancel)
                : await store.MergeAsync(entries, replace, _ => !(replace && Refuses(import)), cancel);
        });
        if (import.Refused > MostPrinted)
        {
            Stderr.Line($"and {import.Refused - MostPrinted} more were refused");
        }

        foreach (var warning in import.PassedOver.Lines.Concat(import.Warnings))
        {
            Stderr.Line(warning);
        }

        if (replace && Refuses(import))
        {
            throw new UsageException(import.Taken == 0
                ? $"{file} has no entries, so --replace would empty the book; nothing was changed"
                : $"{import.Refused} entries of {file} were refused, so --replace changed nothing: correct them, or import without --replace");
        }

        await Console.Out.WriteLineAsync(
            $"{changes.Added} added, {changes.Changed} changed, {changes.Removed} removed, {changes.Unchanged} unchanged, {import.Refused} refused"
            + (import.PassedOver.Count > 0 ? $", {import.PassedOver.Count} passed over" : "")
            + (dryRun ? " (a dry run: nothing was done)" : ""));
        return import.Refused == 0 ? ExitCode.Fine : ExitCode.Failed;
    }

    private static bool Refuses(BookImport import) => import.Refused > 0 || import.Taken == 0;
}
