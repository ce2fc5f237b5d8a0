using System.CommandLine;
using Tincan.Cli.Settings;
using Tincan.Cli.Terminal;
using Tincan.Postgres;
using Tincan.Protocols.Book.Formats;
using Tincan.Protocols.Book.Stores;

namespace Tincan.Cli.Commands.Book;

/// <summary>Which book, and in what kind of file.</summary>
internal static class BookSettings
{
    /// <summary>What <c>--book</c> takes.</summary>
    public static string HelpName => SettingForms.Book.Placeholder;

    /// <summary>The option that names a book.</summary>
    /// <param name="description">What is done with it.</param>
    /// <param name="isChanged">It is written.</param>
    public static Option<string> Option(string description, bool isChanged = false) => new FileOption<string>("--book", isChanged)
    {
        NamesFile = static book => !PostgresAddress.IsMeant(book),
        Description = $"{description}: {BookForm.Explained}",
        HelpName = HelpName,
        Required = true,
    };

    /// <summary>The option that names a kind of file.</summary>
    public static Option<IBookFormat?> Format(string meaning) => Opt.Of(
        "--format",
        SettingForms.Word<IBookFormat?>([.. BookFormats.All.Select(static format => (format.Name, (IBookFormat?)format))]),
        null,
        $"{meaning} Default: what the file's name says (.csv, .vcf, .ldif).");

    /// <summary>Opens a book for its keeper.</summary>
    public static IBookStore Open(string book) =>
        PostgresAddress.IsMeant(book) ? InDatabase(book) : new CsvBookStore(book, TimeProvider.System);

    /// <summary>The kind of a file: as asked, or as its name says.</summary>
    /// <exception cref="UsageException">Neither says.</exception>
    public static IBookFormat FormatOf(IBookFormat? asked, string file) => asked ?? BookFormats.OfFile(file)
        ?? throw new UsageException(file == "-"
            ? $"say what is in standard input: --format {Names}"
            : $"the name '{file}' does not say what is in the file: --format {Names}");

    private static string Names => string.Join('|', BookFormats.All.Select(static format => format.Name));

    // A method of its own, so that only a run that needs a database loads what speaks to it.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static PostgresBookStore InDatabase(string book) => new(PostgresAddress.Parse(book));
}
