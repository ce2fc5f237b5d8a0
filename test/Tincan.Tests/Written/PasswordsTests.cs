using System.Text;

namespace Tincan.Tests.Written;

public sealed class PasswordsTests
{
    [Theory]
    [InlineData("postgres://u:hush@h/d", "postgres://u:****@h/d")]
    [InlineData("postgres://:hush@h/d", "postgres://:****@h/d")]
    [InlineData("postgres://u:a@b:/c@h/d", "postgres://u:******@h/d")]
    [InlineData("\"postgres://u:p q\\\"r@h/d\", \"x\": \"y@z\"", "\"postgres://u:******@h/d\", \"x\": \"y@z\"")]
    [InlineData("\"postgres://h/d?password=hush&sslmode=require\"", "\"postgres://h/d?password=****&sslmode=require\"")]
    [InlineData("postgres://u:h\u00fc@h/d", "postgres://u:***@h/d")]
    [InlineData("postgres://u@h:5432/d", "postgres://u@h:5432/d")]
    [InlineData("postgres://h/d", "postgres://h/d")]
    [InlineData("mute:seen=a@b:c", "mute:seen=a@b:c")]
    [InlineData("", "")]
    public void A_password_is_not_shown_and_all_else_is(string line, string hidden) =>
        Assert.Equal(hidden, Encoding.UTF8.GetString(Passwords.Hidden(Encoding.UTF8.GetBytes(line))));

    [Fact]
    public void A_mistake_beside_a_password_is_shown_without_it()
    {
        var source = new WrittenSource("""{ "book": "postgres://u:hush@h/d", "bok": 1 }"""u8.ToArray(), "file");

        var wrong = source.Error(36, "problem");

        Assert.Equal(("""{ "book": "postgres://u:****@h/d", "bok": 1 }""", 36), (wrong.Line, wrong.Caret));
    }

    [Fact]
    public void A_line_without_an_end_takes_no_longer_than_it_is_long()
    {
        var line = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("://a:", 200_000)));

        Assert.Equal(line, Passwords.Hidden(line));
    }
}
