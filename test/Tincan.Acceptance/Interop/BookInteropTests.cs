using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Interop;

public sealed class BookInteropTests
{
    [Fact]
    public async Task Our_client_with_a_server_of_one_query_a_connection_and_a_signed_length()
    {
        await using var server = await Python.ServeAsync("book_server.py");
        var outcome = await TincanCli.RunAsync("lookup", "127.0.0.1", server.Port, "luke@gmail.com", "nobody@x", "padme@naboo.gov");
        Assert.Equal((1, "luke@gmail.com\tLuke Skywalker\npadme@naboo.gov\tPadmé Amidala\n"), (outcome.Code, outcome.Text));
        Assert.Equal("nobody@x was not found in the database!\n", outcome.Error);
    }

    [Theory]
    [InlineData]
    [InlineData("--one-shot")]
    public async Task Our_server_with_a_client_that_sends_header_and_text_apart(params string[] args)
    {
        await using var server = await TincanCli.ServeAsync(["serve", "book", "--book", Place.Sample("book.csv"), .. args]);
        (await Python.RunAsync("book_client.py", server.Port, "luke@gmail.com", "padme@naboo.gov", "no@body"))
            .Wrote("R Luke Skywalker\nR Padmé Amidala\nR Error 404\n");
    }
}
