using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Tincan.Parsing;

namespace Tincan.Cli.Settings;

/// <summary>The permissions of the file of a Unix socket.</summary>
internal sealed class SocketModeForm : SettingForm<Said<UnixFileMode>>
{
    /// <summary>How a mode is written, for errors.</summary>
    public const string Right = "0600 for this user only, 0660 for the group too, 0666 for all";

    private const UnixFileMode All = (UnixFileMode)0x1FF;

    public override Said<UnixFileMode> Read(string key, SourceValue value)
    {
        value.Expect(JsonTokenType.String, $"{key} takes a mode in quotes: {Right}");
        return TryParse(value.Word.Text, out var mode) ? new Said<UnixFileMode>(mode.Value, value) : throw value.Word.Error($"{key} takes a mode: {Right}");
    }

    public override string Write(Said<UnixFileMode> value) => $"0{Convert.ToString((int)value.Value, 8).PadLeft(3, '0')}";

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteString("type", "string");
        schema.WriteString("pattern", "^0?[0-7]{3}$");
    }

    /// <summary>Reads a mode as chmod takes it: three octal digits, with or without a 0 before them.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out UnixFileMode? mode)
    {
        mode = text.Length is 3 or 4 && text.All(static digit => digit is >= '0' and <= '7') && (UnixFileMode)Convert.ToInt32(text, 8) is var read and <= All
            ? read
            : null;
        return mode is not null;
    }
}
