using Tincan.Cli.Protocols.Talk;
using Tincan.Cli.Up;
using Tincan.Tests.Support;

namespace Tincan.Cli.Tests.Protocols.Talk;

public sealed class TalkScriptTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("a\n", "a")]
    [InlineData("a\r\nb\r", "a|b")]
    [InlineData("a\n\nb\n", "a||b")]
    [InlineData("\n", "")]
    [InlineData("a\rb\n", "a\rb")]
    [InlineData("caf\u00e9\n\u00ff\u0000\n", "caf\u00e9|\u00ff\u0000")]
    [InlineData("\u00ef\u00bb\u00bfa\n", "a")]
    public void Its_lines_are_the_bytes_of_the_file(string file, string lines)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["script"], Encoding.Latin1.GetBytes(file));

        var script = TalkScript.Load(folder["script"]);

        Assert.Equal(lines, string.Join('|', script.Lines.Select(static line => Encoding.Latin1.GetString(line.Span))));
    }

    [Theory]
    [Trait("Needs", "Linux")]
    [InlineData("/dev/zero")]
    [InlineData("long")]
    public void What_is_longer_than_any_talk_is_no_script(string file)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["long"], new byte[TalkScript.MaxFile + 1]);

        var bad = Assert.Throws<BadFileException>(() => TalkScript.Load(folder[file]));

        Assert.Equal($"{folder[file]}: the file is longer than 1 MiB", bad.Message);
    }

    [Fact]
    public void What_cannot_be_read_is_a_bad_file()
    {
        using var folder = new TempFolder();

        Assert.Throws<BadFileException>(() => TalkScript.Load(folder["nothing"]));
        Assert.Throws<BadFileException>(() => TalkScript.Load(folder["."]));
    }
}
