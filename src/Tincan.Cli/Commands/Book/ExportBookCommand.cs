using Tincan.Protocols.Book.Formats;

namespace Tincan.Cli.Commands.Book;

/// <summary><c>tincan book export</c>.</summary>
internal sealed class ExportBookCommand : Command, IHasExamples, IUsesFiles
{
    private readonly Argument<string> _file = new("FILE");
    private readonly Option<string> _book = BookSettings.Option("The book to export");
    private readonly Option<IBookFormat?> _format = BookSettings.Format("Format of the file; .vcf is vcard4.");

    public ExportBookCommand()
        : base("export", "Write a book to a file that 'tincan book import' can read. Exits with 1 if an entry was left out, because import could not read it.")
    {
        this.AddAll(_file, _book, _format);
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt.Token)));
    }

    public IEnumerable<FileUse> Files(ParseResult parsed) => [new($"the output {parsed.GetRequiredValue(_file)}", parsed.GetRequiredValue(_file), IsOutput: true)];

    public string Usage => $"FILE --book {BookSettings.HelpName}";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan book export staff.vcf --book postgres://keeper@db.example/staff", "for an address book program"),
        ("tincan book export staff.csv --book book.csv", "for a spreadsheet; a cell that looks like a formula gets an apostrophe"),
        ("tincan book export - --format ldif --book book.csv", "to standard output"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var file = parsed.GetRequiredValue(_file);
        var format = BookSettings.FormatOf(parsed.GetValue(_format), file);
        await using var store = BookSettings.Open(parsed.GetRequiredValue(_book));
        await using var entries = store.ReadAsync(cancel).GetAsyncEnumerator(cancel);
        // Read before the file is opened, so that a book that cannot be read does not truncate it.
        var any = await entries.MoveNextAsync();
        await using var output = new StreamWriter(OutputFile.Open(file), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var (written, leftOut) = (0L, 0L);
        format.WriteStart(output);
        for (; any; any = await entries.MoveNextAsync())
        {
            if (entries.Current.Problem is { } problem)
            {
                leftOut++;
                Stderr.Line($"{store.Name}: '{entries.Current.Email}' left out: {problem}");
                continue;
            }

            written++;
            format.Write(entries.Current, output);
        }

        await output.FlushAsync(cancel);
        Stderr.Line($"{written} written, {leftOut} left out");
        return leftOut == 0 ? ExitCode.Fine : ExitCode.Failed;
    }
}
