using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Roster;

public sealed class BookTests
{
    [Fact]
    public async Task A_query_is_answered_byte_for_byte_and_many_on_one_connection()
    {
        await using var server = await ServeAsync();
        using var client = await RawSocket.ConnectAsync(server);
        await client.SendAsync("Q\x0Eluke@gmail.com");
        await client.ReceivesAsync("R\x0ELuke Skywalker");
        await client.SendAsync("Q\x06nobodyQ\x0EHAN@Falcon.net");
        await client.ReceivesAsync("R\x09" + "Error 404R\x09Solo, Han");
        client.Finish();
        Assert.Equal("", await client.ReceiveToEndAsync());
    }

    [Fact]
    public async Task Addresses_as_arguments_make_it_a_filter()
    {
        await using var server = await ServeAsync();
        (await TincanCli.RunAsync("lookup", "127.0.0.1", server.Port, "luke@gmail.com", "PADME@naboo.gov", "chewie@kashyyyk.org"))
            .Wrote("luke@gmail.com\tLuke Skywalker\nPADME@naboo.gov\tPadmé Amidala\nchewie@kashyyyk.org\tChewbacca \"Chewie\"\n");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Exit_1_if_any_was_missing_and_the_others_are_written(bool oneShot)
    {
        await using var server = await ServeAsync(oneShot ? ["--one-shot"] : []);
        var outcome = await TincanCli.RunAsync("lookup", "127.0.0.1", server.Port, "luke@gmail.com", "jarjar@naboo.gov", "yoda@dagobah.org");
        Assert.Equal((1, "luke@gmail.com\tLuke Skywalker\nyoda@dagobah.org\tヨーダ\n"), (outcome.Code, outcome.Text));
        Assert.Equal("jarjar@naboo.gov was not found in the database!\n", outcome.Error);
    }

    [Fact]
    public async Task Typed_addresses_are_answered_in_the_classic_words_until_a_blank_line()
    {
        await using var server = await ServeAsync();
        var outcome = await TincanCli.PipeAsync("leia@alderaan.org\nnobody\n\nluke@gmail.com\n", "lookup", "127.0.0.1", server.Port);
        Assert.Equal("leia@alderaan.org belongs to Leia Organa\nnobody was not found in the database!\n", outcome.Text);
        Assert.Equal((1, ""), (outcome.Code, outcome.Error));
    }

    [Fact]
    public async Task Addresses_come_from_a_file_or_standard_input()
    {
        using var scratch = new Scratch();
        await using var server = await ServeAsync();
        var file = scratch.Write("emails.txt", "luke@gmail.com\r\n\r\nhan@falcon.net");
        (await TincanCli.RunAsync("lookup", $"127.0.0.1:{server.Port}", "--file", file)).Wrote("luke@gmail.com\tLuke Skywalker\nhan@falcon.net\tSolo, Han\n");
        (await TincanCli.PipeAsync("luke@gmail.com\n", "lookup", "127.0.0.1", server.Port, "--file", "-")).Wrote("luke@gmail.com\tLuke Skywalker\n");
    }

    [Fact]
    public async Task One_shot_closes_after_one_answer_and_exact_case_minds_the_case()
    {
        await using var server = await ServeAsync("--one-shot", "--exact-case");
        using var client = await RawSocket.ConnectAsync(server);
        await client.SendAsync("Q\x0ELuke@gmail.com");
        Assert.Equal("R\x09" + "Error 404", await client.ReceiveToEndAsync());
    }

    private static Task<Running> ServeAsync(params string[] args) =>
        TincanCli.ServeAsync(["serve", "book", "--book", Place.Sample("book.csv"), .. args]);
}
