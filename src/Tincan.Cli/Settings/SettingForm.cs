using System.Text.Json;
using Tincan.Postgres;
using Tincan.Parsing;
using Tincan.Parsing.Forms;

namespace Tincan.Cli.Settings;

/// <summary>How values of a kind are written in a plan.</summary>
internal abstract class SettingForm<T>
{
    /// <summary>Reads a value.</summary>
    /// <param name="key">Whose, for errors.</param>
    /// <param name="value">As it stands there.</param>
    /// <exception cref="SyntaxException">It is none.</exception>
    public abstract T Read(string key, SourceValue value);

    /// <summary>Writes a value for people.</summary>
    public abstract string Write(T value);

    /// <summary>The files that a value names.</summary>
    public virtual IEnumerable<Said<string>> Files(T value) => [];

    /// <summary>Writes the keywords of a schema.</summary>
    public abstract void WriteSchema(Utf8JsonWriter schema);
}

/// <summary>What is a word in a fault is a text here.</summary>
internal sealed class WordSetting<T>(ValueForm<T> form) : SettingForm<T>
{
    public override T Read(string key, SourceValue value)
    {
        value.Expect(JsonTokenType.String, $"{key} takes {form.Meaning}, in quotes");
        return form.TryRead(value.Word, out var read)
            ? read
            : throw value.Word.Error($"{key} takes {form.Meaning}, not {value.Word}", form.WrongFrom(value.Word));
    }

    public override string Write(T value) => form.Write(value);

    public override void WriteSchema(Utf8JsonWriter schema) => form.WriteSchema(schema);
}

/// <summary>On or off.</summary>
internal sealed class FlagForm : SettingForm<bool>
{
    public override bool Read(string key, SourceValue value) =>
        value.Kind is JsonTokenType.True or JsonTokenType.False ? value.Kind == JsonTokenType.True : throw value.Error($"{key} takes true or false");

    public override string Write(bool value) => value ? "true" : "false";

    public override void WriteSchema(Utf8JsonWriter schema) => schema.WriteString("type", "boolean");
}

/// <summary>Any text.</summary>
internal sealed class TextForm : SettingForm<string>
{
    public override string Read(string key, SourceValue value)
    {
        value.Expect(JsonTokenType.String, $"{key} takes a text in quotes");
        return value.Word.Text;
    }

    public override string Write(string value) => Escape.ForTerminal(value);

    public override void WriteSchema(Utf8JsonWriter schema) => schema.WriteString("type", "string");
}

/// <summary>The name of a file, from the folder that the plan is in.</summary>
internal sealed class FileForm : SettingForm<Said<string>>
{
    public override Said<string> Read(string key, SourceValue value)
    {
        value.Expect(JsonTokenType.String, $"{key} takes the name of a file, in quotes");
        if (PostgresAddress.IsMeant(value.Word.Text))
        {
            // It would be shown as a file that is not there, with the password that may be in it.
            throw value.Word.Error($"{key} takes the name of a file, not the address of a database");
        }

        return value.Word.Bytes.IsEmpty || value.Word.Bytes.Contains((byte)0)
            ? throw value.Word.Error($"{key} takes the name of a file, from the folder that this file is in")
            : new Said<string>(value.Word.Text, value);
    }

    public override string Write(Said<string> value) => Escape.ForTerminal(value.Value);

    public override IEnumerable<Said<string>> Files(Said<string> value) => [value];

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteString("type", "string");
        schema.WriteString("pattern", @"^[^\u0000]+$");
    }
}

/// <summary>Several settings in an object of their own.</summary>
/// <param name="settings">Which.</param>
/// <param name="start">What holds if none of them is said.</param>
internal sealed class ObjectForm<T>(IReadOnlyList<Setting<T>> settings, T start) : SettingForm<T>
    where T : class
{
    public override T Read(string key, SourceValue value) => SettingReader.Read(start, value, key, settings);

    public override string Write(T value) =>
        string.Join(", ", settings.Select(setting => (setting.Key, Value: setting.Of(value))).Where(static said => said.Value is not null).Select(static said => $"{said.Key} {said.Value}"));

    public override IEnumerable<Said<string>> Files(T value) => settings.SelectMany(setting => setting.Files(value));

    public override void WriteSchema(Utf8JsonWriter schema) => SettingSchema.WriteObject(schema, settings);
}
