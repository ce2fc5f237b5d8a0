using Tincan.Drawing;
using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Tests.Recording.Drawing;

/// <summary>Who waits for whom.</summary>
public sealed class TurnTests
{
    [Fact]
    public void After_a_whole_message_of_the_client_it_waits_for_the_server() =>
        Says("client waits for server: 5.0 s", Tape.OfLines().Open().Client("HELLO\n"));

    [Fact]
    public void After_a_greeting_the_server_waits_for_the_client() =>
        Says("server waits for client: 5.0 s", Tape.OfLines().Open().Server("Welcome\n"));

    [Fact]
    public void After_an_answer_the_server_waits_for_the_client() =>
        Says("server waits for client: 5.0 s", Tape.OfLines().Open().Server("Welcome\n").Client("A\n").Server("A\n"));

    [Fact]
    public void Before_the_first_message_both_sides_wait() => Says("both wait: 5.0 s (nothing was sent yet)", Tape.OfLines().Open());

    [Fact]
    public void A_message_without_its_end_leaves_both_waiting() =>
        Says("both wait: 5.0 s (server has 16 bytes of a message without its end)", Tape.OfLines().Open().Client("HELLO\n").Client("0123456789ABCDEF"));

    [Fact]
    public void An_answer_without_its_end_leaves_both_waiting() =>
        Says("both wait: 5.0 s (client has 1 byte of a message without its end)", Tape.OfLines().Open().Client("A\n").Server("A"));

    [Fact]
    public void Fewer_replies_than_requests_leave_the_client_waiting() => Says(
        "client waits for server: 5.0 s (3 requests, 1 reply)",
        Tape.OfLines().Open().Server("Welcome\n").Client("A\nB\nC\n").Server("C B A\n"));

    [Fact]
    public void Where_nothing_tells_whose_turn_it_is_both_wait() =>
        Says("both wait: 5.0 s (nothing tells where a message ends)", new Tape().Open().Client("HELLO\n"));

    [Fact]
    public void After_the_clients_FIN_only_the_server_can_speak() =>
        Says("client waits for server: 5.0 s (client has finished)", Tape.OfLines().Open().Client("A\n").Server("A\n").Fin(Direction.ToServer));

    [Fact]
    public void After_the_servers_FIN_only_the_client_can_speak() =>
        Says("server waits for client: 5.0 s (server has finished)", Tape.OfLines().Open().Client("A\n").Fin(Direction.ToClient));

    [Fact]
    public void A_message_that_the_client_left_unfinished_is_reported_after_its_FIN() => Says(
        "client waits for server: 5.0 s (client has finished; server has 5 bytes of a message without its end)",
        Tape.OfLines().Open().Client("HELLO").Fin(Direction.ToServer));

    [Fact]
    public void After_both_FINs_neither_side_waits() => Says(
        "silence: 5.0 s (both directions have ended)",
        Tape.OfLines().Open().Fin(Direction.ToServer).Fin(Direction.ToClient));

    [Fact]
    public void After_a_reset_neither_side_waits() =>
        Says("silence: 5.0 s (both directions have ended)", Tape.OfLines().Open().Client("A").Rst(Direction.ToClient));

    [Fact]
    public void A_fault_does_not_change_the_turn() => Says(
        "client waits for server: 5.0 s",
        Tape.OfLines().Open().Client("A\n").Fault(Direction.ToClient, "delay", 0, "held 5 s").Fault(Direction.ToServer, "cut", 2, "cut here"));

    [Fact]
    public void Before_a_word_a_fault_says_nothing() => Says(
        "both wait: 5.0 s (nothing was sent yet)",
        Tape.OfLines().Open().Fault(Direction.ToServer, "delay", 0, "held 5 s"));

    /// <summary>The silence of five seconds before the connection is closed.</summary>
    private static void Says(string sentence, Tape tape)
    {
        var events = tape.After(5).Close(CloseReason.Stopped).Events;
        var model = new LadderModel();

        var gap = Assert.Single(events.SelectMany(model.Add), static row => row.Kind == LadderRowKind.Gap);

        Assert.Equal(sentence, gap.Text);
    }
}
