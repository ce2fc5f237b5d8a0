using Tincan.Parsing.Forms;
using Tincan.Postgres;

namespace Tincan.Cli.Settings;

/// <summary>A file's name. In a plan, it is relative to the plan's folder.</summary>
/// <param name="isOutput">The file is written.</param>
internal sealed class FileForm(bool isOutput = false) : ValueForm<Located<string>>
{
    public override string Meaning => "the name of a file";

    public override string Placeholder => "FILE";

    public override bool IsOutput => isOutput;

    public override bool TryRead(Token word, out Located<string> value)
    {
        value = new Located<string>(word.Text);
        return !word.Bytes.IsEmpty && !word.Bytes.Contains((byte)0);
    }

    public override Located<string> Read(string name, Token word) => PostgresAddress.LooksLikeAddress(word.Text)
        // Otherwise the error about the missing file would show the password that may be in the address.
        ? throw word.Error($"{name} takes {Meaning}, not a database address")
        : base.Read(name, word);

    public override Located<string> Read(string name, SourceValue value) => base.Read(name, value) with { Where = value };

    public override string Write(Located<string> value) => Escape.ForTerminal(value.Value);

    public override IEnumerable<Located<string>> Files(Located<string> value) => [value];

    public override JsonObject ToSchema() => new() { ["type"] = "string", ["minLength"] = 1 };
}

/// <summary>Where a book is stored.</summary>
/// <param name="Source">The name of the file or the address of the database. An address may have a password.</param>
/// <param name="Database">The database; null if it is a file.</param>
internal sealed record BookSource(Located<string> Source, PostgresAddress? Database = null);

/// <summary>A book: a file, or a database.</summary>
internal sealed class BookForm : ValueForm<BookSource>
{
    /// <summary>What the option takes, for help.</summary>
    public const string Explained =
        "a CSV file with the columns email,name, or postgres://USER@HOST/DATABASE; PGUSER, PGPASSWORD and ~/.pgpass fill in what the database address leaves out.";

    public override string Meaning => $"{SettingForms.File.Meaning}, or a database address";

    public override string Placeholder => "FILE.csv|postgres://...";

    public override bool TryRead(Token word, out BookSource value)
    {
        value = new BookSource(new Located<string>(word.Text));
        return SettingForms.File.TryRead(word, out _);
    }

    public override BookSource Read(string name, Token word)
    {
        if (!PostgresAddress.LooksLikeAddress(word.Text))
        {
            return new BookSource(SettingForms.File.Read(name, word));
        }

        try
        {
            return new BookSource(new Located<string>(word.Text), PostgresAddress.Parse(word.Text));
        }
        catch (BadFileException bad)
        {
            throw word.Error(bad.Message);
        }
    }

    public override BookSource Read(string name, SourceValue value)
    {
        var book = base.Read(name, value);
        return book with { Source = book.Source with { Where = value } };
    }

    /// <summary>Omits a password in the address.</summary>
    public override string Write(BookSource value) => value.Database?.Name ?? SettingForms.File.Write(value.Source);

    public override IEnumerable<Located<string>> Files(BookSource value) => value.Database is null ? [value.Source] : [];

    public override JsonObject ToSchema() => SettingForms.File.ToSchema();
}
