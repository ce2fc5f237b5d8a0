using Tincan.Parsing.Forms;

namespace Tincan.Cli.Settings;

/// <summary>Any text.</summary>
internal sealed class TextForm(string placeholder = "TEXT") : ValueForm<string>
{
    public override string Meaning => "a text";

    public override string Placeholder => placeholder;

    public override bool TryRead(Token word, out string value)
    {
        value = word.Text;
        return true;
    }

    public override string Write(string value) => Escape.ForTerminal(value);
}
