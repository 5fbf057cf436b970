"""Lists as firms keep them, by their headers: what each is, and which header is which column. Cells are made up by kind.

A header is written "Header:kind"; kinds of cells are below. "-" for the table: no table, or one that must be asked about.
Headers marked REAL were seen in public code of other projects that read or write such lists.
"""

from __future__ import annotations

import polars as pl

from ancrage.firm.sheets.grid import Grid

CELLS = {
    "ref": ["A-001", "B-205", "TG-12", "0457"],
    "name": ["Tasse en grès", "Bougie miel", "Savon lavande", "Nappe lin"],
    "ean": ["3760123450016", "4006381333931", "5901234123457", "9780201379624"],
    "int": ["12", "3", "250", "0"],
    "dec": ["8,50", "12,00", "1 234,75", "0,95"],
    "point": ["8.50", "12.05", "1234.75", "0.95"],
    "date": ["25/01/2025", "03/02/2025", "28/02/2025", "14/03/2025"],
    "iso": ["2025-01-25", "2025-02-03", "2025-02-28", "2025-03-14"],
    "word": ["Cuisine", "Maison", "Bain", "Linge"],
    "firm": ["Martin SA", "Poterie du Jura", "Lin & Cie", "Savonnerie Durand"],
    "person": ["Julie Petit", "Marc Leroy", "Ana Garcia", "Paul Roy"],
    "mail": ["julie@exemple.fr", "marc@exemple.fr", "ana@exemple.es", "paul@exemple.ca"],
    "country": ["France", "Belgique", "Italie", "Portugal"],
    "iso2": ["FR", "BE", "IT", "PT"],
    "po": ["BC2025-01", "BC2025-02", "BC2025-03", "BC2025-04"],
    "num": ["10001", "10002", "10003", "10004"],
    "siret": ["55208131766522", "73282932000074", "44306184100047", "38012986600029"],
    "vat": ["FR40303265045", "FR83404833048", "BE0428759497", "IT00743110157"],
    "iban": ["FR7630006000011234567890189", "BE68539007547034", "DE89370400440532013000", "IT60X0542811101000000123456"],
    "cur": ["EUR", "EUR", "EUR", "EUR"],
    "phone": ["0384000001", "0384000002", "0384000003", "0384000004"],
    "town": ["Dole", "Lons", "Arbois", "Poligny"],
    "yes": ["oui", "non", "oui", "oui"],
    "pct": ["20 %", "5,5 %", "20 %", "10 %"],
}  # fmt: skip

CASES: list[tuple[str, str, dict[str, str]]] = [
    # ---- stock lists
    ("stock", "Référence:ref;Désignation:name;Stock réel:int;PMP:dec;Valeur du stock:dec", {"product": "Référence", "quantity": "Stock réel", "unit_cost": "PMP", "value": "Valeur du stock"}),
    ("stock", "Code article:ref;Libellé:name;Dépôt:word;Qté:int", {"product": "Code article", "location": "Dépôt", "quantity": "Qté"}),
    ("stock", "SKU:ref;Product name:name;Warehouse:word;On hand:int;Reserved:int", {"quantity": "On hand", "location": "Warehouse"}),
    ("stock", "Article:ref;Description:name;Quantité en stock:int;Seuil d'alerte:int;Prix d'achat:dec", {"quantity": "Quantité en stock", "unit_cost": "Prix d'achat"}),
    ("stock", "SKU:ref;Item:name;Method:word;Location:word;Qty On Hand:int;Unit Cost:point;Value:point", {"product": "SKU", "quantity": "Qty On Hand", "unit_cost": "Unit Cost", "value": "Value"}),  # REAL
    ("stock", "SKU:ref;Product:name;Category:word;Branch:word;Warehouse:word;Qty On Hand:int;Reorder Level:int;Last Movement:iso", {"quantity": "Qty On Hand", "product": "SKU"}),  # REAL
    ("stock", "Product Code:ref;Product Description:name;Warehouse:word;Sale Days:int;On Purchase:int;Qty On Hand:int;Allocated:int;Available Qty:int;Avg Cost:point;Total Cost:point;Product Group:word", {"product": "Product Code", "unit_cost": "Avg Cost"}),  # REAL
    ("stock", "Réf.:ref;Produit:name;Emplacement:word;Quantité comptée:int;Date d'inventaire:date", {"quantity": "Quantité comptée", "date": "Date d'inventaire"}),
    ("stock", "Artikelnummer:ref;Bezeichnung:name;Lagerort:word;Bestand:int;EK-Preis:dec", {"quantity": "Bestand", "location": "Lagerort", "product": "Artikelnummer"}),
    ("stock", "Référence interne:ref;Nom:name;Quantité en main:int;Coût:dec", {"product": "Référence interne", "quantity": "Quantité en main"}),
    ("stock", "No produit:ref;Description:name;Qté en inventaire:int;Coûtant:dec;Succursale:word", {"product": "No produit", "location": "Succursale"}),
    ("stock", "ISBN:ean;Titre:name;Stock:int;Prix d'achat HT:dec", {"name": "Titre", "quantity": "Stock"}),
    # ---- products
    ("products", "Référence:ref;Désignation:name;Fournisseur:firm;Prix d'achat HT:dec", {"product": "Référence", "supplier": "Fournisseur", "unit_cost": "Prix d'achat HT"}),
    ("products", "Référence:ref;Désignation:name;EAN13:ean;Famille:word;Prix de vente TTC:dec;Prix d'achat HT:dec;Fournisseur:firm", {"product": "Référence", "barcode": "EAN13", "price": "Prix de vente TTC", "unit_cost": "Prix d'achat HT", "supplier": "Fournisseur"}),
    ("products", "sku:ref;title:name;barcode:ean;price:point;cost:point;vendor:firm", {"product": "sku", "barcode": "barcode", "unit_cost": "cost", "supplier": "vendor"}),
    ("products", "Code:ref;Libellé article:name;Sous-famille:word;PA HT:dec;PV TTC:dec;TVA:pct", {"price": "PV TTC", "unit_cost": "PA HT", "name": "Libellé article"}),
    ("products", "Item Code:ref;Item Name:name;Item Group:word;Standard Selling Rate:point;Valuation Rate:point", {"product": "Item Code", "name": "Item Name", "category": "Item Group"}),
    ("products", "Nom du produit:name;UGS:ref;Tarif public:dec;Catégorie:word;Code-barres:ean", {"name": "Nom du produit", "price": "Tarif public", "barcode": "Code-barres"}),
    ("products", "Référence:ref;Nom:name;Pays d'origine:country;Poids (kg):dec;Prix de revient:dec;Réf. fournisseur:ref", {"country": "Pays d'origine", "weight_kg": "Poids (kg)", "supplier_product": "Réf. fournisseur", "product": "Référence"}),
    ("products", "Artikelnr.:ref;Artikelbezeichnung:name;EAN:ean;VK-Preis:dec;Lieferant:firm", {"barcode": "EAN", "price": "VK-Preis", "supplier": "Lieferant"}),
    ("products", "Referencia:ref;Descripción:name;Código de barras:ean;Precio de venta:dec;Proveedor:firm", {"barcode": "Código de barras", "price": "Precio de venta"}),
    # ---- purchase orders
    ("purchase_orders", "N° commande:po;Fournisseur:firm;Date commande:date;Référence:ref;Désignation:name;Qté commandée:int;PU HT:dec;Date de livraison prévue:date", {"order": "N° commande", "supplier": "Fournisseur", "ordered": "Date commande", "expected": "Date de livraison prévue", "quantity": "Qté commandée", "unit_price": "PU HT", "product": "Référence"}),
    ("purchase_orders", "PO Number:po;Vendor:firm;Order Date:iso;Item Code:ref;Description:name;Qty Ordered:int;Unit Price:point;Expected Date:iso;Line Total:point", {"order": "PO Number", "supplier": "Vendor", "ordered": "Order Date", "expected": "Expected Date", "amount": "Line Total"}),
    ("purchase_orders", "Bon de commande:po;Fournisseur:firm;Article:name;Quantité:int;Prix unitaire:dec;Montant HT:dec", {"order": "Bon de commande", "quantity": "Quantité", "amount": "Montant HT"}),
    ("purchase_orders", "PO Number:po;Vendor Name:firm;Quantity:int;Rate:point;GST:point;Discount:point;PO Status:word", {"order": "PO Number", "supplier": "Vendor Name", "quantity": "Quantity"}),  # REAL
    ("purchase_orders", "Order Reference:po;Vendor:firm;Order Deadline:iso;Product:name;Quantity:int;Unit Price:point;Expected Arrival:iso", {"supplier": "Vendor", "expected": "Expected Arrival", "quantity": "Quantity"}),
    ("purchase_orders", "N° BC:po;Date BC:date;Fournisseur:firm;Code produit:ref;Libellé:name;Quantité commandée:int;Prix d'achat HT:dec;Devise:cur;Livraison prévue:date", {"order": "N° BC", "ordered": "Date BC", "currency": "Devise", "expected": "Livraison prévue"}),
    ("purchase_orders", "Bestellung:po;Lieferant:firm;Bestelldatum:date;Artikelnummer:ref;Menge:int;Einzelpreis:dec;Liefertermin:date", {"order": "Bestellung", "ordered": "Bestelldatum", "expected": "Liefertermin", "quantity": "Menge"}),
    ("purchase_orders", "SKU:ref;Désignation Article:name;Fournisseur:firm;Quantité Demandée:int;Prix Unitaire Achat:dec;Total Ligne:dec", {"quantity": "Quantité Demandée", "product": "SKU"}),
    # ---- receipts
    ("receipts", "N° BL:num;Fournisseur:firm;Date de réception:date;Référence:ref;Désignation:name;Qté reçue:int", {"received": "Date de réception", "quantity": "Qté reçue", "product": "Référence", "supplier": "Fournisseur"}),
    ("receipts", "Receipt No:num;PO Number:po;Supplier:firm;Received Date:iso;Item Code:ref;Received Qty:int", {"order": "PO Number", "received": "Received Date", "quantity": "Received Qty"}),
    ("receipts", "Commande fournisseur:po;Article:name;Reçu le:date;Quantité:int", {"order": "Commande fournisseur", "received": "Reçu le", "quantity": "Quantité"}),
    ("receipts", "Code-barre:ean;Désignation:name;Lot:ref;Péremption:date;Date réception:date;Quantité reçue:int;Prix Achat:dec", {"name": "Désignation", "received": "Date réception", "quantity": "Quantité reçue"}),
    # ---- suppliers
    ("suppliers", "Code fournisseur:ref;Raison sociale:firm;Adresse:word;CP:num;Ville:town;Pays:country;SIRET:siret;N° TVA intracom:vat;IBAN:iban", {"code": "Code fournisseur", "name": "Raison sociale", "siren": "SIRET", "iban": "IBAN", "vat": "N° TVA intracom"}),
    ("suppliers", "Vendor ID:num;Vendor Name:firm;Country:country;Lead Time (days):int;Email:mail", {"code": "Vendor ID", "name": "Vendor Name", "lead_days": "Lead Time (days)"}),
    ("suppliers", "Fournisseur:firm;Contact:person;Téléphone:phone;Délai de livraison (jours):int", {"name": "Fournisseur", "lead_days": "Délai de livraison (jours)"}),
    ("suppliers", "Nom fournisseur:firm;Code fournisseur:ref;Pays:country;Mails contact:mail", {"name": "Nom fournisseur", "code": "Code fournisseur", "country": "Pays"}),  # REAL
    ("suppliers", "Vendor Code:ref;Vendor Name:firm;Company Name:firm;Type:word;Contact Person:person;Mobile:phone;Email:mail;Status:word", {"code": "Vendor Code", "name": "Vendor Name"}),  # REAL
    ("suppliers", "Lieferantennummer:num;Lieferant:firm;Land:iso2;USt-IdNr.:vat", {"code": "Lieferantennummer", "name": "Lieferant", "country": "Land"}),
    # ---- customers
    ("customers", "Code client:num;Nom:person;Email:mail;Ville:town;Pays:country;Client depuis:date;Nb commandes:int;CA:dec", {"customer": "Code client", "since": "Client depuis", "orders": "Nb commandes", "spent": "CA", "country": "Pays"}),
    ("customers", "Customer ID:num;Customer Name:person;Country:country;Total Orders:int;Total Spent:point", {"orders": "Total Orders", "spent": "Total Spent", "country": "Country"}),
    ("customers", "Client:person;Téléphone:phone;Première commande:date;Montant total:dec", {"customer": "Client", "since": "Première commande", "spent": "Montant total"}),
    ("customers", "Kundennummer:num;Kunde:person;Land:iso2;Kunde seit:date;Umsatz:dec", {"since": "Kunde seit", "spent": "Umsatz"}),
    # ---- orders
    ("orders", "N° commande:num;Date:date;Client:person;Pays:country;Total TTC:dec;Frais de port:dec;Remise:dec", {"order": "N° commande", "date": "Date", "customer": "Client", "gross": "Total TTC", "shipping": "Frais de port", "discount": "Remise"}),
    ("orders", "Order ID:num;Order Date:iso;Customer Email:mail;Country:iso2;Order Total:point;Shipping:point;Tax:point;Refunded:point", {"order": "Order ID", "gross": "Order Total", "tax": "Tax", "refunded": "Refunded"}),
    ("orders", "Ticket:num;Date:date;Total TTC:dec;TVA:dec", {"order": "Ticket", "gross": "Total TTC", "tax": "TVA"}),
    ("orders", "N° facture:num;Date facture:date;Client:person;Montant TTC:dec;Réglée:yes", {"order": "N° facture", "date": "Date facture", "gross": "Montant TTC", "paid": "Réglée"}),
    # ---- lines of sales
    ("order_lines", "N° commande:num;Date:date;Référence:ref;Désignation:name;Qté vendue:int;PU HT:dec;Montant HT:dec", {"order": "N° commande", "date": "Date", "product": "Référence", "quantity": "Qté vendue", "amount": "Montant HT", "unit_price": "PU HT"}),
    ("order_lines", "Date:date;Ticket:num;Article:name;Quantité vendue:int;Total HT:dec", {"order": "Ticket", "quantity": "Quantité vendue", "name": "Article"}),
    ("order_lines", "Invoice:num;Date:iso;SKU:ref;Product:name;Units Sold:int;Unit Price:point;Net Sales:point", {"order": "Invoice", "product": "SKU", "quantity": "Units Sold"}),
    ("order_lines", "N° facture:num;Date facture:date;Client:firm;Code article:ref;Libellé:name;Qté facturée:int;PU HT:dec;Total HT:dec", {"order": "N° facture", "quantity": "Qté facturée", "product": "Code article"}),
    ("order_lines", "Date:date;Réf:ref;Désignation:name;Qté:int;PU HT:dec;Total HT:dec;TVA:pct;Client:person;N° commande:num", {"quantity": "Qté", "order": "N° commande", "amount": "Total HT", "date": "Date"}),
    # ---- headers met in public code after the words were chosen: all REAL
    ("purchase_orders", "Référence:ref;Désignation:name;Catégorie:word;Stock actuel:int;N° Commande:po;Fournisseur:firm;Qté achetée:int;Date achat:date;Date livraison:date;Date fin garantie:date", {"quantity": "Qté achetée", "ordered": "Date achat", "supplier": "Fournisseur"}),
    ("stock", "Référence:ref;Nom:name;Marque:firm;Stock actuel:int;Seuil:int;À commander:int;Total €:dec", {"quantity": "Stock actuel"}),
    ("products", "ID:num;Nom:name;Categorie:word;Prix d'achat:dec;Prix de vente:dec;Stock actuel:int;Statut stock:word;Ventes:int;CA:dec;Marge:dec;Rentabilite:pct", {"price": "Prix de vente", "unit_cost": "Prix d'achat"}),
    ("stock", "Référence:ref;Désignation:name;Unité:word;Stock actuel:int;Stock mini:int;Prix achat:dec;Fournisseur:firm", {"quantity": "Stock actuel"}),
    ("stock", "Code:ref;Désignation:name;Unité:word;Stock initial:int;Achats:int;Ventes:int;Stock actuel:int;Seuil min:int;Statut:word;Valeur coût:dec;Valeur vente:dec;Marge potentielle:dec", {"quantity": "Stock actuel"}),
    ("products", "ID:num;Nom du Produit:name;Prix de Vente (CFA):dec;Coût d'Achat (CFA):dec;Marge (CFA):dec;Stock Actuel:int;Stock Alerte:int;Code-barres:ean", {"price": "Prix de Vente (CFA)", "unit_cost": "Coût d'Achat (CFA)"}),
    ("stock", "Produit:name;Statut:word;Stock actuel:int;Unité:word;Prix d'achat unitaire (€):dec;Valeur du stock (€):dec;Seuil d'alerte:int;Délai de réappro (jours):int;Créé le:date", {"quantity": "Stock actuel"}),
    ("stock", "Appellation:name;Catégorie:word;Stock initial:int;Stock actuel:int;TOTAL mvt:int", {"quantity": "Stock actuel"}),
    ("products", "Référence:ref;Désignation:name;Prix achat:dec;Prix de vente:dec;TVA:pct;Type:word", {"price": "Prix de vente", "unit_cost": "Prix achat"}),
    ("products", "Référence:ref;Désignation:name;Catégorie:word;Marque:firm;Prix de vente:dec;Prix d'achat:dec;Stock:int;OEM:ref;Essieu:word", {"price": "Prix de vente", "unit_cost": "Prix d'achat"}),
    ("products", "Nom du produit:name;Référence:ref;Code-barre:ean;Catégorie:word;Marque:firm;Unité:word;Prix d’achat:dec;Prix de vente:dec;Prix demi-gros:dec;Prix gros:dec;TVA (%):pct;Seuil d’alerte:int;Quantité initiale:int;Numéro de lot:ref;Date de péremption:date;Description:name", {"price": "Prix de vente", "unit_cost": "Prix d’achat"}),
    ("products", "Référence:ref;Désignation:name;Prix de vente:dec;TVA:pct", {"price": "Prix de vente"}),
    ("orders", "Order ID:num;Order Number:num;Customer Name:person;Email:mail;Phone:phone;Address:word;City:town;Status:word;Total Amount (VND):int;Items Count:int;Payment Method:word;Order Date:date", {"gross": "Total Amount (VND)", "order": "Order ID"}),
    ("orders", "Order ID:num;Date:date;Customer Name:person;Email:mail;Phone:phone;Payment Method:word;Subtotal:dec;Shipping:dec;Total:dec;Status:word;Items Count:int;Recipient Email:mail", {"gross": "Total", "order": "Order ID"}),
    ("customers", "Customer ID:num;Customer Name:person;Email Address:mail", {}),
]  # fmt: skip

# Lists of which no one can be sure, or that are none of our tables: never recognised with high confidence.
OTHERS = [
    "Date:date;Libellé:name;Débit:dec;Crédit:dec;Solde:dec",
    "JournalCode:ref;EcritureDate:date;CompteNum:num;CompteLib:name;Debit:dec;Credit:dec",
    "Fournisseur:firm;Montant:dec",
    "Nom:firm;Adresse:word;CP:num;Ville:town;Email:mail",
    "Nom:person;Prénom:person;Date de naissance:date;Salaire brut:dec",
    "Code fournisseur:ref;Désignation:name;Prix:dec;Unité:word;Conditionnement:word",  # REAL: the supplier's own codes
    "ID FACTURE:num;CODE FOURNISSEUR:ref;NOM FOURNISSEUR:firm;NUM FACTURE:num;DATE FACTURE:date;MONTANT TTC:dec",  # REAL
    "PO Number:po;Vendor:firm;Date:iso;Status:word;Total Value:point",  # REAL: no quantity
    "Computer Serial:ref;Display Name:word;Asset Tag:num;Username:person;PO Number:po;Vendor:firm;Purchase Price:point;PO Date:iso",  # REAL
    "Société:firm;Journal d'Achat:word;Numéro d'écriture:num;Code fournisseur:ref;Date de la facture:date;Montant de l'écriture:dec",  # REAL
    "Date:date;Type:word;Actif reçu:word;Quantité reçue:dec;Actif cédé:word;Quantité cédée:dec;Frais:dec",  # REAL
    "Réf:ref;Désignation:name;Quantité:int",
    "a:int;b:int;c:int",
    "Top queries:name;Clicks:int;Impressions:int;CTR:pct;Position:dec",
    "Tâche:name;Responsable:person;Échéance:date;Statut:word",
    "Mois:word;CA:dec;Marge:dec;Charges:dec",
    "Date mouvement:date;Référence:ref;Type de mouvement:word;Quantité:int;Dépôt:word",
    "Véhicule:ref;Conducteur:person;Kilométrage:int;Date:date",
    "Code postal:num;Ville:town;Population:int",
    "Client:person;Contrat:ref;Devise:cur;Valeur:dec;Échéance:date",
    "Commande:po;Produit:name;Qté commandée:int;Qté restante:int;Date (Retard):date",  # REAL: of customers or of suppliers
    "Facture:num;Date:date;Échéance:date;Client:firm;Reste à payer:dec",
    # Met in public code after the words were chosen: all REAL.
    "Désignation:name;Quantité vendue:int;Chiffre d'affaires:dec;Coût total:dec;Marge:dec;Taux de marge (%):pct",
    "Date:date;Heure:word;Désignation:name;Quantité:int",
    "Numéro d'article:ref;Désignation:name;Quantité:int;Prix d'achat:dec;Prix de vente:dec",
    "Code-barres:ean;Désignation:name;Quantité:int;Prix:dec",
    "Customer Name:person;Phone:phone;Delivery Date:date;Quantity:int;Amount Billed:dec;Paid Amount:dec;Payment Status:word",
    "Batch Number:num;Fruit Name:name;Farm Name:firm;Supplier Name:firm;Location:town;Harvest Date:date;Delivery Date:date;Quantity:int;Quality Grade:word;Certification:word;Notes:word;Created At:date",
    "Shop:town;Order ID:num;Salesperson:person;Order Date:date;Delivery Date:date;Quantity:int;Value:dec",
    "ORDER NO:num;ITEM:name;ORDER DATE:date;DELIVERY DATE:date;QUANTITY:int;PRICE:dec",
    "Date:date;Customer Name:person;Email:mail;Phone:phone;Amount:dec;Status:word;Payment ID:num",
    "Order ID:num;Customer Name:person;Email:mail;Phone Number:phone;Shipment Date:date",
    "Date Released:date;Customer Name:person;Email:mail;Model:name;Chassis Number:ref;VSI Number:num;Sale Price:dec;Sales Consultant:person",
    "Booking ID:num;Customer Name:person;Email:mail;Resource:word;Start Time:date;End Time:date;Status:word;Amount:dec;Payment Status:word",
    "Medicine:name;Quantity Sold:int;Revenue:dec",
    "Document Type:word;Shipper:firm;Consignee:firm;BOL:num;PRO:num;PO:po;Pickup Date:date;Delivery Date:date;Quantity:int;Pieces:int;Weight (lbs):dec",
]


def grid_of(spec: str, *, sheet: str = "", titles: tuple[tuple[str, ...], ...] = ()) -> Grid:
    columns = dict(header.rsplit(":", 1) for header in spec.split(";"))
    frame = pl.DataFrame({header: CELLS[kind] for header, kind in columns.items()})
    return Grid(sheet, 1, frame, pl.Series("line", range(2, 6), dtype=pl.UInt32), titles=titles)
