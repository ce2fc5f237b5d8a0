using Tincan.Parsing.Forms;

namespace Tincan.Cli.Settings;

/// <summary>Permissions of a Unix socket's file, as for chmod: three octal digits, with or without a leading 0.</summary>
internal sealed class SocketModeForm : ValueForm<Located<UnixFileMode>>
{
    public override string Meaning => "a mode: 0600 for this user only, 0660 for the group too, 0666 for everyone";

    public override string Placeholder => "OCTAL";

    public override bool TryRead(Token word, out Located<UnixFileMode> value)
    {
        var text = word.Text;
        var mode = text.Length is 3 or 4 && text.All(static digit => digit is >= '0' and <= '7') ? Convert.ToInt32(text, 8) : int.MaxValue;
        value = new Located<UnixFileMode>((UnixFileMode)mode);
        return mode <= 0x1FF;
    }

    public override Located<UnixFileMode> Read(string name, SourceValue value) => base.Read(name, value) with { Where = value };

    public override string Write(Located<UnixFileMode> value) => $"0{Convert.ToString((int)value.Value, 8).PadLeft(3, '0')}";
}
