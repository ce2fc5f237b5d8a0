using Tincan.Checks.Contexts;

namespace Tincan.Checks.Tests.Contexts;

/// <summary>The reported observation of a server's own client does not depend on which run saw it first.</summary>
public sealed class OwnClientsTests
{
    private const string Refused = "it runs a client of its own (twins.py:22), which could not connect";

    private static readonly string Connected = OwnClients.Connected(7);

    [Fact]
    public void An_observation_with_a_line_is_the_most_precise_in_any_order()
    {
        Assert.Equal(Refused, OwnClients.MostPrecise(Connected, null, Refused));
        Assert.Equal(Refused, OwnClients.MostPrecise(Refused, Connected));
        Assert.Equal(Connected, OwnClients.MostPrecise(null, Connected));
        Assert.Null(OwnClients.MostPrecise(null, null));
    }

    [Fact]
    public void A_later_observation_is_added_if_it_is_more_precise()
    {
        Assert.Equal(Refused, OwnClients.AdditionalNote(["lf", OwnClients.Note(Connected)], Connected, Refused));
        Assert.Null(OwnClients.AdditionalNote([OwnClients.Note(Connected)], null, Connected));
        Assert.Null(OwnClients.AdditionalNote([OwnClients.Note(Refused)], Connected, Refused));
        Assert.Null(OwnClients.AdditionalNote(["lf"], null, null));
    }

    [Fact]
    public void The_first_note_contains_advice()
    {
        Assert.Equal(OwnClients.Note(Refused), OwnClients.AdditionalNote(["lf"], Connected, Refused));
        Assert.Equal(OwnClients.Note(Connected), OwnClients.AdditionalNote([], Connected));
    }
}
