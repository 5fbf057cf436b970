"""What the columns of lists of orders and receipts are called, beside items, quantities and prices (`vocabulary`)."""

from __future__ import annotations

from ancrage.firm.mapping.wordlists import Names, names, split

MODE = names(
    "mode de transport; transport; moyen de transport; shipment mode; transport mode; mode of transport; shipping mode; freight mode;"
    " mode d expedition; mode de livraison; ship mode; verkehrstrager"
)
UNIT = names(
    "unite; unit; unite de mesure; unit of measure; uom; u m; um; unite d achat; unite de commande; unite de reception; purchase uom; purchase unit;"
    " unit of measurement; unite de stock; stock uom; unite achat; unite cde; order unit; mengeneinheit; unidad; unite de gestion"
)
# Columns that ask whether a line is cancelled or closed: yes, no, or the day.
_ASKED = split(
    "annule; annulee; cancelled; canceled; date annulation; date d annulation; annule le; annulee le; cancelled on; cancelled at; soldee; solde;"
    " cloturee; closed; soldee le; cloturee le; closed on"
)
ASKED = frozenset(_ASKED)
STATUS = Names(
    (
        *split(
            "statut; status; etat; statut commande; statut de la commande; etat commande; etat de la commande; statut ligne; statut de la ligne;"
            " etat ligne; order status; po status; line status; purchase order status; statut bc; bestellstatus; estado; order state; avancement"
        ),
        *_ASKED,
    )
)
# No address: it may be that of a person, to whom the supplier sends for the firm.
DESTINATION = Names(
    split(
        "destination; lieu de livraison; site de livraison; livre a; a livrer a; depot de livraison; magasin de livraison; entrepot de livraison;"
        " pays de destination; destination country; country of destination; ship to; deliver to; delivery location; delivery site; ship to location;"
        " ship to country; entrepot de destination; depot destinataire; magasin destinataire; site destinataire; lieferort; destino; delivered to"
    ),
    common=split(
        "pays; country; entrepot; depot; magasin; site; warehouse; store; land; pais; pays de livraison; boutique; succursale"
    ),
)
