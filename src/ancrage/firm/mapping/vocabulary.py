"""What people and software call the columns of each table, in French, English, and the basics of German and Spanish.

Names in plain form (`names.plain`). Sources: the usual words of French and English business software (Sage, EBP, Ciel,
Dolibarr, Odoo, ERPNext, PrestaShop, WooCommerce, QuickBooks, Zoho) as their public code and help name them.
`SURE` names say by themselves what a column is in that table; `WEAK` ones do only beside others.
"""

from __future__ import annotations

from collections.abc import Mapping

from ancrage.firm.mapping.facts import SUPPLIER_FACTS
from ancrage.firm.mapping.ordering_words import DESTINATION, MODE, STATUS, UNIT
from ancrage.firm.mapping.wordlists import Names
from ancrage.firm.mapping.wordlists import names as _names
from ancrage.firm.mapping.wordlists import split as _split

_REFERENCE = _names(
    "ref; reference; ref article; reference article; ref produit; reference produit; code article; code produit; sku; n article;"
    " numero article; item code; item no; item n; item number; item id; part number; part no; product code; product id; product sku;"
    " product ref; product reference; reference interne; internal reference; default code; variant sku; artikelnummer; artikel nr;"
    " artikelnr; art nr; referencia; codigo articulo; codigo producto; codigo; code art; stock code; stockcode; material; material number;"
    " identifiant produit; code sku; seller sku; article code; article n; id produit; id article; cug; code interne; no produit;"
    " no article; numero de produit; numero produit; product n; product no; material no",
    "article; code; item; product; produit; artikel; model; modele",
)
_NAME = _names(
    "designation; libelle; nom du produit; nom produit; nom article; nom de l article; designation article; designation produit;"
    " libelle article; libelle produit; intitule; product name; item name; item description; line item; product title; lineitem name;"
    " product description; description article; description produit; article description; bezeichnung; artikelbezeichnung;"
    " produktname; descripcion; nombre producto; nombre del producto; titre; title; libelle de l article; sku name; nom de variante;"
    " material description",
    "description; produit; article; nom; name; product; item; libelle long; artikel; denominacion; nombre; articulo; producto; objet",
)
_CURRENCY = _names(
    "devise; monnaie; currency; currency code; code devise; wahrung; moneda; devises"
)
_COUNTRY = _names(
    "pays; country; code pays; country code; land; pais; pays de livraison; shipping country; billing country; pays livraison"
)
_SUPPLIER = _names(
    "fournisseur; nom fournisseur; nom du fournisseur; fournisseur principal; vendor; vendor name; supplier; supplier name;"
    " lieferant; lieferantenname; proveedor; main supplier; preferred vendor; default supplier; buy from vendor name",
    "code fournisseur; vendor code; supplier code; vendor no; supplier id; vendor id; vendu par; tiers; partner; partenaire",
)
_UNIT_COST = _names(
    "prix d achat; prix achat; pa; pa ht; prix d achat ht; prix achat ht; cout; cout unitaire; cout d achat; cout de revient;"
    " prix de revient; pamp; cump; cmup; pmp; pump; cout moyen; prix moyen pondere; cost; unit cost; cost price; purchase price; avg cost;"
    " average cost; buying price; wholesale price; standard price; cost per item; dernier prix d achat; einkaufspreis; ek preis;"
    " precio de compra; precio compra; coste; valorisation unitaire; prix achat unitaire; prix d achat unitaire; dpa; coutant; prix coutant;"
    " cout standard; valuation rate; prix unitaire achat; pri; purchase cost",
)
_UNIT_PRICE = _names(
    "prix unitaire; pu; pu ht; p u; p u ht; unit price; prix unitaire ht; price each; price per unit; einzelpreis; precio unitario; puht;"
    " prix u ht; net unit price; prix net unitaire; unit price eur; prix achat unitaire; prix unitaire net; prix d achat;"
    " prix achat; prix d achat ht; lineitem price; item price; product unit price; price unit; subprice; pu net; pu net ht; prix unitaire achat",
    "prix; price; rate; tarif; prix ht; preis; precio; cost; unit cost; cout unitaire; prix de vente; pu ttc; prix unitaire ttc",
)
_AMOUNT = _names(
    "montant; montant ht; total ht; total ligne; montant ligne; total ligne ht; montant total ht; line total; item total; product subtotal; line amount; net amount;"
    " amount; line item value; subtotal; sub total; sous total; betrag; gesamtpreis; importe; net amount line; montant net; montant net ht; extended price;"
    " extended amount; montant avant taxes; montant avant taxe; total avant taxes; sous total avant taxes; amount before tax; amount before taxes;"
    " total before tax; ca; ca ht; chiffre d affaires; chiffre d affaires ht; total net; ventes nettes; net sales; sales; revenue",
    "total; valeur; value; montant ttc; total ttc; total price; prix total; total value; order value",
)
# Sales are often told with tax; what is told before tax comes first.
_SOLD = Names((*_AMOUNT.sure, *_split("montant hors taxes; total hors taxes; montant ttc; total ttc; ca ttc")), _AMOUNT.weak)  # fmt: skip
_QUANTITY = _names(
    "quantite; qte; qty; quantity; qtes; line item quantity; item quantity; line quantity; quantite totale; total quantity; qte totale; quantites; product quantity; item qty; menge; anzahl; stuck; cantidad; nb unites; nombre d unites; units; unites; qts; qty units",
    "nombre; nb; count; colis; qt; uvc",
)
_TAX = _names(
    "tva; montant tva; taxe; taxes; tax; vat; tax amount; vat amount; tps tvq; mwst; iva; total tax; total tva; taxes totales; tvh; hst; tps tvh; gst hst; gst qst; tps et tvq; taxes de vente; sales tax"
)


def _quantity(sure: str, common: str = "") -> Names:
    return Names(_split(sure), _QUANTITY.weak, (*_split(common), *_QUANTITY.sure), sign=True)


def _signs(names: Names) -> Names:
    return Names(names.sure, names.weak, names.common, sign=True)


_CUSTOMER = _names(
    "client; nom client; nom du client; code client; n client; numero client; customer; customer name; customer id; customer code;"
    " customer email; email client; customer no; client name; kunde; kundenname; kundennummer; kunden nr; cliente; acheteur; buyer;"
    " nom complet client; id client; compte client; raison sociale client; no client; customer n",
    "email; e mail; courriel; mail; tiers; nom; name; full name; nom complet; raison sociale; societe; company; partner; partenaire; billing name",
    sign=True,
)

_INDICES = _split(
    "valeur de l indice; valeur indice; index value; niveau de l indice; wci; scfi; ccfi; fbx; bdi; drewry wci; wci composite; composite index; scfi composite;"
    " comprehensive index; usd 40ft; usd feu; usd teu; usd 40 ft; indice wci; indice scfi; indice fbx; freightos baltic index; world container index;"
    " baltic dry index; wci usd 40ft; wci usd feu; drewry wci usd 40ft; scfi usd teu; fbx usd feu; fbx11; fbx13; fbx usd 40ft"
)

VOCABULARY: Mapping[str, Mapping[str, Names]] = {
    "products": {
        "product": _REFERENCE,
        "name": _NAME,
        "barcode": _names(
            "ean; ean13; ean 13; gtin; code barre; code barres; codes barres; codebarre; barcode; bar code; upc; isbn; gencod; gencode;"
            " code ean; code ean13; codigo de barras; strichcode; variant barcode; upc ean; ean upc; gtin ean",
            sign=True,
        ),
        "category": _names(
            "famille; categorie; category; rayon; product type; type de produit; sous famille; gamme; collection; groupe article;"
            " famille article; item group; product group; product category; categorie produit; warengruppe; categoria; departement; segment;"
            " categorie de produit; item category; categories; department; famille d articles",
            "type; groupe; group; univers",
        ),
        "supplier": _SUPPLIER,
        "supplier_product": _names(
            "ref fournisseur; reference fournisseur; ref frn; supplier sku; vendor sku; supplier reference; vendor part number;"
            " supplier part number; code article fournisseur; reference article fournisseur; supplier item code; manufacturer part number;"
            " vendor item no; supplier product code; vendor product code; ref four; lieferanten artikelnummer; supplier part no",
            "code fournisseur; ref fabricant; mpn",
            sign=True,
        ),
        "price": _names(
            "prix de vente; pv; pv ht; pv ttc; prix vente; prix vente ht; prix de vente ht; prix de vente ttc; prix public; prix public ttc;"
            " pvc; ppc; tarif public; sale price; sales price; selling price; retail price; list price; regular price; verkaufspreis; vk preis;"
            " precio de venta; pvp; prix detail; variant price; standard selling rate; prix vente ttc; msrp; prix conseille; prix detaillant;"
            " prix de detail; detaillant; prix au detail; unit sale price; prix de vente conseille; prix liste",
            "prix; price; tarif; prix ht; prix ttc; unit price; prix unitaire; pu; pu ht; preis; precio; rate; pu ttc",
            sign=True,
        ),
        "taxed": _names("taxes comprises; taxe comprise; tax included; tax inclusive"),
        "unit_cost": _UNIT_COST,
        "country": _names(
            "pays d origine; pays origine; origine; country of origin; made in; ursprungsland; pais de origen; origin; provenance",
            "pays; country",
        ),
        "weight_kg": _names(
            "poids; poids kg; weight kg; poids net kg; poids brut kg; poids unitaire kg; gewicht kg; weight kilograms; poids en kg",
            sign=True,
        ),
        "pack": _names(
            "colisage; pcb; conditionnement; multiple de commande; qte par carton; quantite par carton; unites par carton; pack size; case pack;"
            " units per case; units per carton; order multiple; carton quantity; verpackungseinheit"
        ),
        "currency": _CURRENCY,
    },
    "stock": {
        "product": _REFERENCE,
        "name": _NAME,
        "location": _names(
            "emplacement; depot; entrepot; magasin; boutique; site; location; warehouse; store; lager; lagerort; almacen; point de vente;"
            " lieu; bin; bin location; zone; stock location; nom depot; code depot; nom entrepot; allee; branch; succursale; shop; libelle depot",
            sign=True,
        ),
        "date": _names(
            "date inventaire; date d inventaire; date de comptage; date comptage; date stock; date du stock; count date; inventory date;"
            " as of; as of date; stock date; date de l inventaire; counted on; compte le; inventurdatum; snapshot date",
            "date",
            sign=True,
        ),
        "quantity": _quantity(
            "stock; qte stock; qte en stock; quantite en stock; quantite stock; stock reel; stock physique; stock disponible;"
            " quantite disponible; qte disponible; disponible; dispo; on hand; qty on hand; quantity on hand; available; available qty;"
            " available quantity; in stock; bestand; lagerbestand; existencias; stock actuel; inventory; inventory quantity; stock final;"
            " stock theorique; qte theorique; quantite theorique; qte physique; quantite physique; quantite comptee; qte comptee; counted qty;"
            " counted quantity; actual qty; stock qty; stock quantity; qte inventaire; quantite inventoriee; qte inventoriee; current stock;"
            " stock on hand; soh; units on hand; qty available; qty in stock; quantity in stock; closing stock; stock restant; reste en stock;"
            " variant inventory qty; balance qty; en stock; stock dispo; stock magasin; inventaire; en main; quantite en main; qte en main;"
            " cantidad en stock; stock total; quantity available"
        ),
        "unit": UNIT,
        "unit_cost": _UNIT_COST,
        "value": _names(
            "valeur; valeur stock; valeur du stock; valeur en stock; stock value; inventory value; valeur totale; valorisation; lagerwert;"
            " valor; valeur d achat; value; total cost; total value; valeur ht; balance value; valeur inventaire; inventory asset; cout total;"
            " asset value; valeur du stock ht; extended cost; total valuation; valeur d inventaire; valeur marchande",
            "montant; total; montant ht; total ht; amount",
            sign=True,
        ),
        "currency": _CURRENCY,
    },
    "purchase_orders": {
        "order": _names(
            "bon de commande; n bon de commande; numero bon de commande; n bc; bc; no bc; po; po number; po no; po n; purchase order; purchase order number;"
            " purchase order no; n commande fournisseur; commande fournisseur; numero de commande fournisseur; bestellung; num bc; order ref; po ref;"
            " purchase order n; po id; ref commande fournisseur; n bon commande; po so n; bon commande",
            "n commande; numero de commande; numero commande; commande; no commande; num commande; order; order number; order no; order n;"
            " order id; bestellnummer; ref commande; reference commande; pedido; document; piece; n piece; voucher; n document",
            sign=True,
        ),
        "supplier": _signs(_SUPPLIER),
        "product": _REFERENCE,
        "name": _NAME,
        "ordered": _names(
            "date commande; date de commande; date de la commande; commande le; order date; po date; emis le; emise le; placed on; ordered at; order placed on; date piece; date de piece; ordered; ordered on; date bc; date du bon;"
            " bestelldatum; fecha de pedido; fecha pedido; po sent to vendor date; date d achat; purchase date; purchase order date; date cde;"
            " date achat; document date; date document; date du bc; date d emission; transaction date; order placed; passee le",
            "date; created; created at; created on; date creation; date de creation; datum; fecha; date de confirmation; confirmation date; created date",
            sign=False,
        ),
        "expected": _names(
            "date prevue; livraison prevue; date de livraison prevue; date livraison prevue; reception prevue; date de reception prevue;"
            " attendu le; expected; expected date; expected delivery; expected delivery date; eta; promised date; scheduled date; required by;"
            " scheduled delivery date; date souhaitee; date promise; delai prevu; liefertermin; delivery due; due in; requested date; required date;"
            " date de livraison souhaitee; livraison souhaitee; date attendue; date de livraison demandee; schedule date; promise date; expected arrival;"
            " expected receipt date; echeance livraison; date d echeance; prevue le; prevu le; prevu pour le; prevue pour le; date requise; date previsionnelle; date de livraison estimee; arrivee prevue; arrivee estimee; date d arrivee prevue; date d arrivee estimee;"
            " livraison estimee; estimated arrival; estimated arrival date; estimated delivery; estimated delivery date; a livrer le; a livrer avant le; a livrer pour le;"
            " a recevoir le; due on; due by; request ship date; requested ship date; livraison demandee; livraison attendue; livraison promise; livraison annoncee",
            "date livraison; date de livraison; delivery date; livraison; due date; echeance",
            sign=True,
        ),
        "quantity": _quantity(
            "qte commandee; quantite commandee; qte cdee; qte cde; ordered; ordered qty; qty ordered; quantity ordered; order qty; order quantity;"
            " po qty; bestellmenge; cantidad pedida; quantite demandee; qte demandee; ordered quantity; quantites commandees;"
            " qty requested; quantite commande; qte achetee; quantite achetee; qty purchased; purchase quantity"
        ),
        "unit": UNIT,
        "unit_price": _UNIT_PRICE,
        "amount": _AMOUNT,
        "currency": _CURRENCY,
        "status": STATUS,
        "destination": DESTINATION,
        "mode": MODE,
    },
    "receipts": {
        "order": _names(
            "bon de commande; n bc; bc; po; po number; po no; purchase order; commande fournisseur; n commande fournisseur; source document;"
            " against po; purchase order no; commande origine; document d origine; po ref; po n",
            "bon de livraison; n bl; bl; bon de reception; n reception; receipt no; receipt number; grn; grn number; reception; lieferschein",
            common="n commande; commande; numero de commande; order; order number; no commande; numero commande; order no",
        ),
        "supplier": _SUPPLIER,
        "product": _REFERENCE,
        "name": _NAME,
        "received": _names(
            "date de reception; date reception; recu le; receptionne le; received on; received date; receipt date; date received; date recu;"
            " reception date; date bl; date du bl; goods receipt date; wareneingang; wareneingangsdatum; delivered to client date; date de reception reelle;"
            " received; recu; date d arrivee; arrival date; grn date; date entree; date d entree; livre le; date livraison reelle; actual delivery date;"
            " date de livraison reelle; delivered on; rec d date; date rec d; rec d on; date reelle de livraison; receipt posting date; fecha recepcion; date receptionnee; received at; delivered at; arrived on;"
            " arrived at; arrivee reelle; date d arrivee reelle; livraison reelle; livraison effective; reception reelle; reception effective; date de reception effective;"
            " date de livraison effective; recue le; recus le; livree le; arrive le; arrivee le; completed date",
            "date; date livraison; date de livraison; delivery date; posting date; livraison; delivered; datum; date effective; effective date; arrivee; arrival",
            sign=True,
        ),
        "quantity": _quantity(
            "qte recue; quantite recue; qte livree; quantite livree; recu; received; qty received; received qty; quantity received; receipt qty;"
            " livre; liefermenge; qte receptionnee; quantite receptionnee; accepted qty; qte entree; delivered qty; qty delivered; received quantity;"
            " delivered quantity; cantidad recibida; quantites recues; recus; quantite entree; accepted quantity; deja recue; entree; qte acceptee"
        ),
        "unit": UNIT,
    },
    "suppliers": {
        "code": _names(
            "code fournisseur; n fournisseur; numero fournisseur; supplier code; vendor id; vendor code; supplier id; supplier no; vendor no;"
            " lieferantennummer; compte fournisseur; no fournisseur; id fournisseur; ref fournisseur; lieferanten nr; supplier number; vendor number",
            "code; code tiers; compte; compte tiers; id; n compte; numero; reference; ref; account; account number",
            sign=True,
        ),
        "name": _names(
            "fournisseur; nom fournisseur; nom du fournisseur; raison sociale fournisseur; supplier; supplier name; vendor; vendor name;"
            " lieferant; lieferantenname; proveedor",
            "nom; raison sociale; societe; denomination; entreprise; company; company name; name; firma; intitule; tiers; nom commercial;"
            " display name; nom complet; business name; denomination sociale; empresa; legal name",
            sign=True,
        ),
        "siren": _names(
            "siren; siret; n siret; n siren; numero siret; numero siren; siren siret; siret siren; no siret; idprof1; code siret"
        ),
        "vat": _names(
            "tva; n tva; tva intracom; tva intracommunautaire; n tva intracommunautaire; n tva intracom; numero de tva; numero tva; vat; vat number;"
            " vat no; ust id; ust idnr; tax id; vat id; tva intra; no tva; n de tva; numero tva intracommunautaire; nif; vat reg no; numero de tva intracommunautaire"
        ),
        "iban": _names(
            "iban; rib iban; rib; compte bancaire; bank account; iban bic; coordonnees bancaires; n iban",
            sign=True,
        ),
        "country": _COUNTRY,
        "lead_days": _names(
            "delai; delai de livraison; delai livraison; delai appro; delai d approvisionnement; delai moyen; delai moyen jours; delai j; delai moyen en jours; delai moyen j; delai livraison j; delai habituel; delai usuel; delai usuel jours; delai habituel jours; lead time; lead time days; lead days;"
            " delai jours; delai de livraison jours; delai en jours; delivery lead time; lieferzeit; delai fournisseur; plazo de entrega; avg lead time;"
            " delai de reapprovisionnement; delai reappro; average lead time; purchase lead time",
            sign=True,
        ),
        "mode": MODE,
        **{name: _names(said) for name, said in SUPPLIER_FACTS.items()},
    },
    "customers": {
        "customer": _CUSTOMER,
        "country": _COUNTRY,
        "since": _names(
            "client depuis; date de creation; date creation; cree le; premiere commande; first order; first order date; customer since; created; created at;"
            " signup date; date d inscription; date inscription; inscrit le; date premiere commande; premier achat; sign up; member since; registered;"
            " date joined; kunde seit; registration date; date 1ere commande; created on; date registered; creation date; date de premier achat"
        ),
        "orders": _names(
            "nb commandes; nombre de commandes; nombre commandes; nb de commandes; commandes; orders; total orders; orders count; number of orders;"
            " order count; nb achats; nombre d achats; anzahl bestellungen; nb cdes; visites; pedidos; commandes passees; purchases",
            sign=True,
        ),
        "spent": _names(
            "total depense; ca; ca ttc; chiffre d affaires; montant total; total spent; spent; lifetime value; depense; total des achats; ca cumule; ca client;"
            " ca total; montant depense; total sales; total spend; cumul achats; total achats; umsatz; gastado; total revenue; ltv; ca annuel; amount spent",
            "total; montant; sales; revenue; montant ttc",
            sign=True,
        ),
        "currency": _CURRENCY,
    },
    "orders": {
        "order": _names(
            "n commande; numero de commande; numero commande; commande; order; order id; order number; order no; order n; no commande; ref commande;"
            " reference commande; bestellnummer; pedido; num commande; id commande; commande n; order reference; n facture; numero de facture; facture;"
            " invoice; invoice number; invoice no; n ticket; ticket; numero ticket; no facture; transaction id; receipt no; receipt number; sales order;"
            " commande client; ref facture; document number; invoice n; n de commande; ticket n",
            "reference; ref; numero; id; number; n; piece; n piece; document; name; transaction",
        ),
        "date": _names(
            "date; date commande; date de commande; date de la commande; order date; created at; date facture; date de facture; invoice date; date vente;"
            " date de vente; sale date; bestelldatum; fecha; datum; date ticket; paid at; transaction date; date paiement; commande le; date cde; day; jour;"
            " order created; date de creation; sold on; posting date"
        ),
        "paid": _names("paye; payee; paid; reglee; regle; reglement recu", ""),
        "cancelled": _names("annule; annulee; cancelled; canceled", ""),
        "customer": _CUSTOMER,
        "country": _COUNTRY,
        "currency": _CURRENCY,
        "channel": _names(
            "canal; channel; sales channel; canal de vente; marketplace; place de marche; source de vente; plateforme",
            "source; boutique",
        ),
        "gross": _names(
            "total ttc; montant ttc; total; order total; grand total; total commande; montant total; total amount; total paid; total incl tax; gesamtbetrag;"
            " importe total; net a payer; montant; total paye; total de la commande; total facture; order amount; total price; ttc; total a payer; gross; gross amount;"
            " total order; invoice total; base grand total; montant total ttc",
            "amount; ca ttc",
            sign=True,
        ),
        "tax": _TAX,
        "shipping": _names(
            "port; frais de port; livraison; shipping; shipping cost; shipping amount; frais de livraison; frais d expedition; versandkosten; shipping total;"
            " delivery fee; transport; frais de transport; shipping charges; gastos de envio; port ttc; expedition; shipping fee; postage",
            sign=True,
        ),
        "discount": _names(
            "remise; reduction; discount; discount amount; rabais; remises; montant remise; total remise; rabatt; descuento; code promo montant; total discount"
        ),
        "refunded": _names(
            "rembourse; remboursement; refunded; refunded amount; refund; montant rembourse; refund amount; remboursements; avoir; total refunded",
            sign=True,
        ),
        "fees": _names(
            "frais; commission; fees; fee; frais de paiement; frais bancaires; transaction fee; commissions; frais stripe; processing fee; gebuhren; payment fee",
            sign=True,
        ),
    },
    "order_lines": {
        "order": _names(
            "n commande; numero de commande; numero commande; commande; order; order id; order number; order no; order n; no commande; ref commande;"
            " reference commande; bestellnummer; pedido; num commande; id commande; n facture; numero de facture; facture; invoice; invoice number;"
            " invoice no; n ticket; ticket; numero ticket; no facture; transaction id; receipt no; receipt number; sales order; commande client; piece;"
            " n piece; ref facture; numero de piece; document number; invoice n; n de commande; ticket n; bon de livraison client; document no",
            "document; transaction; n document; numero; n; id; number; reference; n bl; bl; bon de livraison; delivery note",
        ),
        "date": _names(
            "date; date commande; date de commande; date de la commande; order date; created at; date facture; date de facture; invoice date; date vente;"
            " date de vente; sale date; bestelldatum; fecha; datum; date ticket; commande le; date cde; jour; day; transaction date; sold on; date piece;"
            " date de piece; posting date; date document; document date; vendu le",
            "mois; month",
        ),
        "product": _REFERENCE,
        "name": _NAME,
        "quantity": _quantity(
            "qte vendue; quantite vendue; sold; qty sold; units sold; quantity sold; ventes; nb ventes; ventes unites; verkaufte menge; quantites vendues;"
            " lineitem quantity; vendus; quantite facturee; qte facturee; invoiced qty; qty invoiced; cantidad vendida; items sold; nombre vendu; sold qty",
            # Of either side of trade: another column must say that they are of customers.
            "quantite commandee; qte commandee; ordered qty; qty ordered; ordered quantity; quantity ordered; quantite livree; qte livree; qty delivered;"
            " delivered qty; delivered quantity; qty shipped; shipped qty; quantity shipped; quantite expediee; qte expediee",
        ),
        "unit_price": _UNIT_PRICE,
        "amount": _SOLD,
        "tax": _TAX,
        "taxed": _names("taxes comprises; taxe comprise; tax included; tax inclusive"),
        "currency": _CURRENCY,
        "channel": _names(
            "canal; channel; sales channel; canal de vente; marketplace; place de marche; plateforme; point de vente; caisse",
            "source; boutique",
        ),
    },
    "indices": {
        "name": _signs(
            _names("indice; nom de l indice; nom indice; index name; index; libelle de l indice; indice suivi", "nom; name; serie; series; ligne; route; lane")
        ),
        "date": _names("date; semaine; semaine du; week; week ending; week of; date de publication; publication date; jour; day; mois; month; datum; fecha"),
        "value": Names(_INDICES, _split("price; prix; close; last; composite"), _split("valeur; value; niveau; cours"), sign=True),
        "unit": _names("unite; unit; unite de l indice", "devise; currency"),
    },
}  # fmt: skip
