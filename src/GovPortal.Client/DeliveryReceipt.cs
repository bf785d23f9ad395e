namespace GovPortal.Client;

/// <summary>What another portal says of an item that was delivered to it.</summary>
/// <param name="Delivery">As in <c>X-GovPortal-Delivery</c>.</param>
/// <param name="State"><c>accepted</c>, <c>online</c> or <c>refused</c>.</param>
/// <param name="Url">Where it can be read, once it is online.</param>
/// <param name="Reason">Why it was sent back.</param>
/// <param name="Id">The other portal's own id.</param>
public sealed record DeliveryReceipt(string Delivery, string State, string? Url = null, string? Reason = null, string? Id = null);
