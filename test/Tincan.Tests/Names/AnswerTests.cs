using Tincan.Protocols.Names;
using Tincan.Tests.Support;

namespace Tincan.Tests.Names;

public sealed class AnswerTests
{
    [Theory]
    [InlineData("google.com", "GOOGLE.com 46.1.3.7 A IN", true, true)]
    [InlineData("google.com", "google.com 46.1.3.7 A", true, true)]
    [InlineData("google.com", "google.com - TIMED OUT", true, false)]
    [InlineData("google.com", "google.com - Error:HOST NOT FOUND", true, false)]
    [InlineData("google.com", "rutgers.edu 1.2.3.4 A IN", false, false)]
    [InlineData("google.co", "google.com 46.1.3.7 A IN", false, false)]
    [InlineData("google.com.uk", "google.com 46.1.3.7 A IN", false, false)]
    [InlineData("google.com", "google.com", false, false)]
    [InlineData("google.com", "", false, false)]
    [InlineData("google.com", "www.google.com - TIMED OUT", false, false)]
    [InlineData("google.com", "google.com Error:HOST NOT FOUND", true, false)]
    [InlineData("google.com", "Error:HOST NOT FOUND", true, false)]
    public void An_answer_is_for_the_name_it_begins_with_and_found_unless_a_dash_follows(string name, string text, bool isForName, bool found)
    {
        var answer = Answer.Read(WireText.Bytes(name), WireText.Bytes(text));

        Assert.Equal((isForName, found), (answer.IsForName, answer.Found));
        Assert.Equal(text, WireText.Text(answer.Text.Span));
    }
}
