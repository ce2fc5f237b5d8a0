using Tincan.Parsing;

namespace Tincan.Tests.Parsing;

public sealed class PasswordsTests
{
    [Theory]
    [InlineData("http://u:hush@h/d", "http://u:****@h/d")]
    [InlineData("http://:hush@h/d", "http://:****@h/d")]
    [InlineData("http://u:a@b:/c@h/d", "http://u:******@h/d")]
    [InlineData("\"http://u:p q\\\"r@h/d\", \"x\": \"y@z\"", "\"http://u:******@h/d\", \"x\": \"y@z\"")]
    [InlineData("\"http://h/d?password=hush&sslmode=require\"", "\"http://h/d?password=****&sslmode=require\"")]
    [InlineData("http://u:h\u00fc@h/d", "http://u:***@h/d")]
    [InlineData("http://u@h:5432/d", "http://u@h:5432/d")]
    [InlineData("http://h/d", "http://h/d")]
    [InlineData("{ \"b\": \"Postgres://u:hush@h/d\" }", "{ \"b\": \"Postgres://**********\" }")]
    [InlineData("{ \"b\": \"host=h password=hush user=u\" }", "{ \"b\": \"host=h password=**** user=u\" }")]
    [InlineData("postgres://u:hush@h/d", "postgres://**********")]
    [InlineData("{ \"b\": \"postgres://u:hush@h/d\", \"c\": 1 }", "{ \"b\": \"postgres://**********\", \"c\": 1 }")]
    [InlineData("\"postgresql://h/d?passwor%64=hush\",", "\"postgresql://*******************\",")]
    [InlineData("\"postgres:\\/\\/u:hush@h/d\",", "\"postgres:**************\",")]
    [InlineData("\"\\u0070ostgre\\u0073\\u003A//u:hush@h\",", "\"\\u0070ostgre\\u0073\\u003A//********\",")]
    [InlineData("\"postgres://u:a\\\"b@h/d\", \"x\"", "\"postgres://**********\", \"x\"")]
    [InlineData("\"postgres://u:12/hush@db/staff", "\"postgres://******************")]
    [InlineData("\"postgres://u:hush\\", "\"postgres://*******")]
    [InlineData("\"odd: \"postgres://u:hush@h/d\"", "\"odd: \"postgres://**********\"")]
    [InlineData("\"postgres\": { \"serve\": \"book\" }", "\"postgres\": { \"serve\": \"book\" }")]
    [InlineData("mute:seen=a@b:c", "mute:seen=a@b:c")]
    [InlineData("", "")]
    public void A_password_is_not_shown_and_all_else_is(string line, string hidden) =>
        Assert.Equal(hidden, Encoding.UTF8.GetString(Passwords.Hidden(Encoding.UTF8.GetBytes(line))));

    [Theory]
    [InlineData("cannot reach postgres://u:hush@h/d: refused", "cannot reach postgres://u:***@h/d: refused")]
    [InlineData("cannot read /tmp/POSTGRES:/u:hu@sh@h/d: no", "cannot read /tmp/POSTGRES:/u:***@h/d: no")]
    [InlineData("there is no file host=h Password = 'hu sh' user=u", "there is no file host=h Password = *** user=u")]
    [InlineData("{\"message\":\"at h?password=hush&x=1\",\"n\":1}", "{\"message\":\"at h?password=***&x=1\",\"n\":1}")]
    [InlineData("http://h/?token=0123abc", "http://h/?token=***")]
    [InlineData("api_key=hush, token=hush", "api_key=***, token=***")]
    [InlineData("'mute:seen=a@b:c' is no fault", "'mute:seen=a@b:c' is no fault")]
    [InlineData("http://h:80/x, and a@b", "http://h:80/x, and a@b")]
    public void A_sentence_is_shown_without_its_passwords(string sentence, string shown) => Assert.Equal(shown, Passwords.Hidden(sentence));

    [Theory]
    [InlineData("run --password hush -v", "run --password *** -v")]
    [InlineData("run --db-password hush --token=hush x", "run --db-password *** --token=*** x")]
    [InlineData("run --password -v", "run --password -v")]
    [InlineData("run --passwords hush", "run --passwords hush")]
    public void A_command_is_shown_without_its_passwords(string command, string shown) =>
        Assert.Equal(shown, string.Join(' ', Passwords.HiddenWords(command.Split(' '))));

    [Fact]
    public void A_mistake_beside_a_password_is_shown_without_it()
    {
        var source = new SourceText("""{ "book": "postgres://u:hush@h/d", "bok": 1 }"""u8.ToArray(), "file");

        var wrong = source.Error(36, "problem");

        Assert.Equal(("""{ "book": "postgres://**********", "bok": 1 }""", 36), (wrong.Line, wrong.Caret));
    }

    [Theory]
    [InlineData("://a:")]
    [InlineData("postgre")]
    public void A_line_without_an_end_takes_no_longer_than_it_is_long(string part)
    {
        var line = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(part, 200_000)));

        Assert.Equal(line, Passwords.Hidden(line));
    }
}
