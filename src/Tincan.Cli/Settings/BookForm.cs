using System.Text.Json;
using Tincan.Postgres;
using Tincan.Parsing;

namespace Tincan.Cli.Settings;

/// <summary>A book: a file, or a database.</summary>
internal sealed class BookForm : SettingForm<BookSource>
{
    public override BookSource Read(string key, SourceValue value)
    {
        if (!PostgresAddress.IsMeant(value.Word.Text))
        {
            return new BookSource(SettingForms.File.Read(key, value));
        }

        try
        {
            return new BookSource(new Said<string>(value.Word.Text, value), PostgresAddress.Parse(value.Word.Text));
        }
        catch (BadFileException bad)
        {
            throw value.Word.Error(bad.Message);
        }
    }

    /// <summary>Without the password that may be in it.</summary>
    public override string Write(BookSource value) => value.Database?.Name ?? SettingForms.File.Write(value.Said);

    public override IEnumerable<Said<string>> Files(BookSource value) => value.Database is null ? [value.Said] : [];

    public override void WriteSchema(Utf8JsonWriter schema) => SettingForms.File.WriteSchema(schema);
}
