using Tincan.Cli.Settings;
using Tincan.Parsing;

namespace Tincan.Cli.Tests.Settings;

public sealed class SocketModeFormTests
{
    [Theory]
    [InlineData("0600", "0600")]
    [InlineData("660", "0660")]
    [InlineData("0006", "0006")]
    [InlineData("777", "0777")]
    public void A_mode_is_written_as_chmod_takes_it(string text, string written)
    {
        Assert.True(SettingForms.SocketMode.TryRead(new SourceText(text).All, out var mode));

        Assert.Equal(written, SettingForms.SocketMode.Write(mode));
    }

    [Theory]
    [InlineData("")]
    [InlineData("60")]
    [InlineData("1600")]
    [InlineData("00600")]
    [InlineData("0o60")]
    [InlineData("rw-")]
    public void Other_words_are_none(string text) => Assert.False(SettingForms.SocketMode.TryRead(new SourceText(text).All, out _));
}
