using System.Text.Json;
using Tincan.Postgres;

namespace Tincan.Cli.Up;

/// <summary>A book: a file, or a database.</summary>
internal sealed class BookForm : SettingForm<Said<string>>
{
    public override Said<string> Read(string key, WrittenValue value)
    {
        var book = SettingForms.File.Read(key, value);
        try
        {
            if (PostgresAddress.IsMeant(book.Value))
            {
                PostgresAddress.Parse(book.Value);
            }

            return book;
        }
        catch (BadFileException bad)
        {
            throw value.Word.Error(bad.Message);
        }
    }

    /// <summary>Without the password that may be in it.</summary>
    public override string Write(Said<string> value) =>
        PostgresAddress.IsMeant(value.Value) ? PostgresAddress.Parse(value.Value).Name : SettingForms.File.Write(value);

    public override void WriteSchema(Utf8JsonWriter schema) => SettingForms.File.WriteSchema(schema);
}
