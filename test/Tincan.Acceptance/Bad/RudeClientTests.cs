using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Bad;

/// <summary>What servers do with clients that break the rules, while another client is served.</summary>
public sealed class RudeClientTests
{
    [Fact]
    public async Task A_line_over_the_limit_ends_the_conversation_with_FIN_after_what_was_owed()
    {
        await using var server = await ReverseAsync("--max-line", "100");
        using var client = await RawSocket.ConnectAsync(server);
        await client.SendAsync("HELLO\n" + new string('x', 5000));
        Assert.Equal("OLLEH\n", await client.ReceiveToEndAsync());
        await server.Error.UntilAsync("a line is longer than the limit of 100 bytes");
        await IsServedAsync(server);
    }

    [Fact]
    public async Task A_line_at_the_limit_of_64_KiB_is_served()
    {
        await using var server = await ReverseAsync();
        using var client = await RawSocket.ConnectAsync(server);
        var line = new string('x', 64 * 1024);
        await client.SendAsync(line + "\n");
        await client.ReceivesAsync(line + "\n");
        await client.SendAsync(line + "xx");
        Assert.Equal("", await client.ReceiveToEndAsync());
    }

    [Theory]
    [InlineData("Q")]
    [InlineData("Q\x0Eluke@")]
    [InlineData("X\x0Eluke@gmail.com")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("Q\x02\xC3\x28")]
    public async Task A_book_answers_what_it_does_not_understand_and_closes_without_losing_the_answer(string said)
    {
        await using var server = await BookAsync();
        using var client = await RawSocket.ConnectAsync(server);
        await client.SendAsync(said);
        client.Finish();
        Assert.Equal("R\x1F" + "Error: Unknown message protocol", await client.ReceiveToEndAsync());
        using var other = await RawSocket.ConnectAsync(server);
        await other.SendAsync("Q\x0Eluke@gmail.com");
        await other.ReceivesAsync("R\x0ELuke Skywalker");
    }

    [Fact]
    public async Task Half_a_header_then_silence_is_answered_after_the_idle_limit_and_closed()
    {
        await using var server = await BookAsync("--idle-timeout", "300ms");
        using var client = await RawSocket.ConnectAsync(server);
        await client.SendAsync("Q");
        Assert.Equal("R\x1F" + "Error: Unknown message protocol", await client.ReceiveToEndAsync());
    }

    [Fact]
    public async Task A_header_in_two_segments_is_a_header()
    {
        await using var server = await BookAsync();
        using var client = await RawSocket.ConnectAsync(server);
        await client.SendAsync("Q");
        using var other = await RawSocket.ConnectAsync(server);
        await other.SendAsync("Q\x0Eluke@gmail.com");
        await other.ReceivesAsync("R\x0ELuke Skywalker");
        await client.SendAsync("\x0Eluke@gmail.com");
        await client.ReceivesAsync("R\x0ELuke Skywalker");
    }

    [Fact]
    public async Task An_idle_client_gets_FIN()
    {
        await using var server = await ReverseAsync("--idle-timeout", "300ms");
        using var client = await RawSocket.ConnectAsync(server);
        await client.SendAsync("HELLO\n");
        Assert.Equal("OLLEH\n", await client.ReceiveToEndAsync());
        await server.Error.UntilAsync("idle timeout");
    }

    [Fact]
    public async Task Invalid_UTF_8_is_a_named_error_where_characters_count_and_passes_where_bytes_do()
    {
        await using var server = await ReverseAsync();
        using var client = await RawSocket.ConnectAsync(server);
        await client.SendAsync("HELLO\nab\xFF\n");
        Assert.Equal("OLLEH\n", await client.ReceiveToEndAsync());
        await server.Error.UntilAsync("a line is not UTF-8: byte 0xFF at offset 2");
        await using var byByte = await ReverseAsync("--by", "byte");
        using var other = await RawSocket.ConnectAsync(byByte);
        await other.SendAsync("ab\xFF\n");
        await other.ReceivesAsync("\xFF" + "ba\n");
    }

    [Fact]
    public async Task Resets_stalls_and_half_messages_do_not_disturb_other_clients()
    {
        await using var server = await ReverseAsync();
        using var steady = await RawSocket.ConnectAsync(server);
        for (var round = 0; round < 20; round++)
        {
            var resetter = await RawSocket.ConnectAsync(server);
            await resetter.SendAsync("half a line");
            resetter.Reset();
            using var staller = await RawSocket.ConnectAsync(server);
            await staller.SendAsync("st");
            using var leaver = await RawSocket.ConnectAsync(server);
            await leaver.SendAsync("one\ntwo\n");
            leaver.Dispose();
            await steady.SendAsync($"line {round:00}\n");
            await steady.ReceivesAsync($"{round % 10}{round / 10} enil\n");
        }
    }

    private static Task<Running> ReverseAsync(params string[] args) => TincanCli.ServeAsync(["serve", "reverse", "--greeting", "", .. args]);

    private static Task<Running> BookAsync(params string[] args) =>
        TincanCli.ServeAsync(["serve", "book", "--book", Place.Sample("book.csv"), .. args]);

    private static async Task IsServedAsync(Running server)
    {
        using var other = await RawSocket.ConnectAsync(server);
        await other.SendAsync("abc\n");
        await other.ReceivesAsync("cba\n");
    }
}
